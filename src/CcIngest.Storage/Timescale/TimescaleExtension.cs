using System.Data.Common;
using Dapper;

namespace CcIngest.Storage;

/// <summary>The extension TimescaleDB, as a database has it.</summary>
/// <param name="Version">For example <c>2.28.1</c>.</param>
/// <param name="Schema">Where its functions are.</param>
/// <param name="IsCommunity">False for the build under the Apache licence, which has hypertables, and neither columns nor policies.</param>
public sealed record TimescaleExtension(string Version, string Schema, bool IsCommunity)
{
    /// <summary>As a new server has it; what a script is written for.</summary>
    public static TimescaleExtension Usual { get; } = new("2.28", "public", IsCommunity: true);

    /// <summary>
    /// Lifts the limit of 100,000 decompressed rows per transaction, which corrections of old chunks would meet. Asks the settings first: a version
    /// that does not have this one would refuse its name.
    /// </summary>
    internal const string Session = "SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'timescaledb.max_tuples_decompressed_per_dml_transaction'";

    /// <summary><c>by_range</c> came.</summary>
    public bool HasRanges => Number >= new Version(2, 13);

    /// <summary>What was compression is called columnstore.</summary>
    public bool HasColumnstoreWords => Number >= new Version(2, 18);

    private Version Number => System.Version.TryParse(Version.Split('-')[0], out Version? number) ? number : new Version(2, 13);

    /// <summary>Asks the catalogue, which never fails: an error would end the transaction in which the answer is wanted.</summary>
    internal static async Task<TimescaleExtension?> ReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        (string? version, string? schema, string? license) = await connection.QueryFirstOrDefaultAsync<(string?, string?, string?)>(new CommandDefinition(
            "SELECT e.extversion, n.nspname::text, current_setting('timescaledb.license', true) "
            + "FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'timescaledb'",
            cancellationToken: cancellationToken)).ConfigureAwait(false);
        return version is null ? null : new TimescaleExtension(version, schema ?? Usual.Schema, license != "apache");
    }
}
