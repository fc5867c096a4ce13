using CcIngest.EngineDouble;
using CcIngest.Model;
using Microsoft.Data.Sqlite;

namespace CcIngest.Cmdlets.Tests;

public sealed class InitializeCcStoreCommandTests : CmdletTests
{
    [Fact]
    public void Makes_the_tables_and_does_nothing_the_second_time()
    {
        ConnectedStore store = Session.ConnectEmptyStore();

        Assert.Empty(Session.Run("Get-CcRun").Output);
        Assert.NotNull(Session.ConnectStore(store.Address).SchemaVersion);
        PipelineResult again = Session.Run("Initialize-CcStore", ("Verbose", true));
        Assert.Empty(again.Questions);
        Assert.Contains(again.Verbose, line => line.Contains("has the current schema", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIf_shows_the_SQL()
    {
        Session.ConnectBareStore();

        Question question = Assert.Single(Session.Run("Initialize-CcStore", ("WhatIf", true)).Questions);

        Assert.Contains("CREATE TABLE", question.Description, StringComparison.Ordinal);
        Assert.Contains("cc_ohlcv_spot_1d_raw", question.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_of_an_earlier_system_are_told_taken_over_and_kept()
    {
        string path = Session.File("old.db");
        using (SqliteConnection file = new($"Data Source={path};Pooling=False"))
        {
            file.Open();
            using SqliteCommand command = file.CreateCommand();
            command.CommandText = "CREATE TABLE cc_asset_hashing_algorithm_types_map (asset_id BIGINT NOT NULL, algorithm_name VARCHAR(255) NOT NULL, "
                + "created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL); "
                + "INSERT INTO cc_asset_hashing_algorithm_types_map VALUES (1, 'SHA-256', '2024-01-01 00:00:00', '2024-01-01 00:00:00')";
            command.ExecuteNonQuery();
        }

        Session.Run("Connect-CcStore", ("Path", path));
        Assert.Contains("-Upgrade", Session.Call("Initialize-CcStore").Run().Failure?.ErrorDetails?.RecommendedAction, StringComparison.Ordinal);
        PipelineResult told = Session.Run("Initialize-CcStore", ("Upgrade", true), ("WhatIf", true));
        TimestampConversion done = Session.Run("Initialize-CcStore", ("Upgrade", true), ("Confirm", false)).Single<TimestampConversion>();

        Assert.Contains("RetypedColumn created_at", Assert.Single(told.Questions).Description, StringComparison.Ordinal);
        Assert.Empty(told.Output);
        Assert.Equal((1L, 1L), (done.RowsBefore, done.RowsAfter));
        Assert.StartsWith("cc_asset_hashing_algorithm_types_map__before_", done.Original, StringComparison.Ordinal);
        Assert.True(Session.Run("Test-CcSchema", ("Quiet", true)).Single<bool>());
    }
}
