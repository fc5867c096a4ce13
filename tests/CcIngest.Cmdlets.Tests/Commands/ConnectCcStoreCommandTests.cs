using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Security;
using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class ConnectCcStoreCommandTests : CmdletTests
{
    [Fact]
    public void Takes_a_path_relative_to_the_session_s_location_and_makes_no_file()
    {
        ConnectedStore store = Session.Call("Connect-CcStore").At("sqlite", "./some.db").RunWell().Single<ConnectedStore>();

        Assert.Equal(Session.File("some.db"), store.Address);
        Assert.Null(store.SchemaVersion);
        Assert.Empty(Session.Files());
    }

    [Fact]
    public void Takes_the_rest_from_the_settings_files_of_the_location()
    {
        File.WriteAllText(Session.File(".env"), "DB_FILE=dotenv.db");

        Assert.Equal(Session.File("dotenv.db"), Session.Run("Connect-CcStore").Single<ConnectedStore>().Address);
        Assert.Equal(Session.File("given.db"), Session.Run("Connect-CcStore", ("File", "given.db")).Single<ConnectedStore>().Address);
    }

    [Fact]
    public void Is_the_default_of_what_follows_and_Store_overrides_it()
    {
        ConnectedStore first = Session.ConnectStore("first.db");
        ConnectedStore second = Session.ConnectStore("second.db");

        Session.Run("Initialize-CcStore");
        Assert.Equal([second.Address], Session.Files().Keys);
        Session.Run("Initialize-CcStore", ("Store", first));
        Assert.Contains(first.Address, Session.Files().Keys);
    }

    [Fact]
    public void A_failure_keeps_the_session_s_store()
    {
        ConnectedStore good = Session.ConnectStore("good.db");

        ErrorRecord error = Session.Call("Connect-CcStore", ("Path", "no/such/folder.db")).Run().Failure!;

        Assert.StartsWith("StoreUnreachable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Session.Run("Initialize-CcStore");
        Assert.Contains(good.Address, Session.Files().Keys);
    }

    [Fact]
    public void Says_which_engines_there_are()
    {
        ErrorRecord error = Session.Call("Connect-CcStore").At("oracle").Run().ShouldFail("EngineUnknown", ErrorCategory.InvalidArgument);

        Assert.Equal("oracle", error.TargetObject);
        Assert.Contains("singlestore", error.ErrorDetails?.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_no_password_when_a_server_is_not_there()
    {
        PSCredential credential = new("somebody", Password("s3cret-word"));
        PipelineResult result = Session.Call(
            "Connect-CcStore", ("Engine", "mysql"), ("HostName", "127.0.0.1"), ("Port", FreePort()), ("Credential", credential), ("Debug", true)).Run();

        ErrorRecord error = result.ShouldFail("StoreUnreachable", ErrorCategory.ConnectionError);
        string told = string.Join('\n', result.Entries.Select(entry => entry.Value).Append(error.Exception).Append(error.ErrorDetails));
        Assert.DoesNotContain("s3cret-word", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_the_login_from_a_vault_by_its_name()
    {
        Session.Engine.Scripts = (_, arguments) => arguments[0] is "marketdb" ? ["Found", new PSCredential("vaultuser", Password("s3cret-word"))] : ["Missing"];

        Assert.Equal("sqlite", Session.Run("Connect-CcStore", ("CredentialSecret", "marketdb")).Single<ConnectedStore>().Engine);
        Session.Call("Connect-CcStore", ("CredentialSecret", "other")).Run().ShouldFail("SecretUnavailable", ErrorCategory.ResourceUnavailable);
        Session.Call("Connect-CcStore", ("CredentialSecret", "marketdb"), ("Credential", new PSCredential("a", Password("b")))).Run()
            .ShouldRefuse("AmbiguousParameterSet,");
    }

    [Fact]
    public void Refuses_a_handle_that_comes_from_elsewhere()
    {
        ConnectedStore copy = Session.ConnectFilledStore() with { };

        ErrorRecord error = Session.Call("Get-CcRun", ("Store", copy)).Run().ShouldFail("SettingInvalid", ErrorCategory.InvalidArgument);

        Assert.Same(copy, error.TargetObject);
    }

    [Theory]
    [InlineData("Port", 0)]
    [InlineData("Port", 65_536)]
    [InlineData("SslMode", "Perhaps")]
    [InlineData("KeyCollation", "latin1")]
    [InlineData("Path", "")]
    public void Refuses_other_arguments(string parameter, object value) =>
        Session.Call("Connect-CcStore", (parameter, value)).Run().ShouldRefuse("ParameterArgumentValidationError,");

    [Fact]
    public void Forgets_the_store_with_the_module()
    {
        Session.ConnectFilledStore();

        Session.Engine.Remove(Module.Assembly);

        ErrorRecord error = Session.Call("Get-CcRun").Run().ShouldFail("StoreSchemaMissing", ErrorCategory.InvalidOperation);
        Assert.Equal("DB_ENGINE", error.TargetObject);
    }

    private static SecureString Password(string text)
    {
        SecureString password = new();
        Array.ForEach(text.ToCharArray(), password.AppendChar);
        return password;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
