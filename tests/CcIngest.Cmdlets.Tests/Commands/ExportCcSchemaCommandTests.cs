using System.Management.Automation;
using CcIngest.TestSupport;

namespace CcIngest.Cmdlets.Tests;

public sealed class ExportCcSchemaCommandTests : CmdletTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("mysql")]
    [InlineData("singlestore")]
    [InlineData("postgresql")]
    [InlineData("timescale")]
    public void Writes_the_committed_script(string engine)
    {
        Assert.Empty(Session.Call("Export-CcSchema").At(engine, "schema.sql").RunWell().Output);

        Assert.Equal(
            File.ReadAllText(RepositoryFiles.PathOf("sql", $"create_schema.{engine}.sql")).ReplaceLineEndings("\n"), File.ReadAllText(Session.File("schema.sql")));
    }

    [Fact]
    public void Returns_the_file_with_PassThru()
    {
        FileInfo file = Session.Call("Export-CcSchema", ("Schema", "research"), ("KeyCollation", "utf8mb4_bin"), ("PassThru", true))
            .At("MySQL", "./other.sql").RunWell().Single<FileInfo>();

        Assert.Equal(Session.File("other.sql"), file.FullName);
        Assert.Contains("research", File.ReadAllText(file.FullName), StringComparison.Ordinal);
        Assert.Contains("utf8mb4_bin", File.ReadAllText(file.FullName), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_folder_that_is_not_there() =>
        Session.Call("Export-CcSchema").At("sqlite", "no/such/schema.sql").Run().ShouldFail("SettingInvalid", ErrorCategory.InvalidArgument);

    [Fact]
    public void Wants_engine_and_path() => Session.Call("Export-CcSchema").At("sqlite").Run().ShouldRefuse("MissingMandatoryParameter,");
}
