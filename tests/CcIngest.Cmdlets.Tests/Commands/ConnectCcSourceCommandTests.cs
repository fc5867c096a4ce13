using System.Management.Automation;
using System.Security;
using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class ConnectCcSourceCommandTests : CmdletTests
{
    [Fact]
    public void Has_the_public_service_as_default()
    {
        ConnectedSource source = Session.Run("Connect-CcSource").Single<ConnectedSource>();

        Assert.Equal("https://data-api.coindesk.com/", source.BaseUri.AbsoluteUri);
        Assert.Equal("https://min-api.cryptocompare.com/", source.MinApiBaseUri.AbsoluteUri);
        Assert.False(source.HasApiKey);
    }

    [Fact]
    public void Sends_the_key_and_shows_it_nowhere()
    {
        Session.ConnectEmptyStore();
        PipelineResult connected = Session.Run("Connect-CcSource", ("BaseUri", Session.Market.Locked.DataApi), ("MinApiBaseUri", Session.Market.Locked.MinApi), ("ApiKey", Secret()));

        PipelineResult synced = Session.Run("Sync-CcExchange", ("Verbose", true), ("Debug", true));

        Assert.True(connected.Single<ConnectedSource>().HasApiKey);
        Assert.Equal(RunOutcome.Complete, synced.Single<RunSummary>().Outcome);
        Assert.NotEmpty(synced.Debug);
        Assert.DoesNotContain(connected.Entries.Concat(synced.Entries), entry => $"{entry.Value}".Contains(SharedMarket.Key, StringComparison.Ordinal));
    }

    [Fact]
    public void Refuses_an_address_that_is_none_and_names_it()
    {
        ErrorRecord error = Session.Call("Connect-CcSource", ("BaseUri", "ftp://example.org/")).Run().ShouldFail("SettingInvalid", ErrorCategory.InvalidArgument);

        Assert.Contains("DATA_API_BASE_URL", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(new Uri("ftp://example.org/"), error.TargetObject);
    }

    [Theory]
    [InlineData("Name", "nobody", "ParameterArgumentValidationError,")]
    [InlineData("ApiKey", 4711, "ParameterArgumentTransformationError,")]
    [InlineData("ApiKey", "5d41402abc4b2a76b9719d911017c592d41402ab", "ParameterArgumentTransformationError,")]
    [InlineData("BaseUri", null, "ParameterArgumentValidationError,")]
    public void Refuses_other_arguments(string parameter, object? value, string id) => Session.Call("Connect-CcSource", (parameter, value)).Run().ShouldRefuse(id);

    [Fact]
    public void Takes_a_credential_s_password_for_the_key()
    {
        Session.ConnectEmptyStore();
        Session.Run("Connect-CcSource", ("BaseUri", Session.Market.Locked.DataApi), ("MinApiBaseUri", Session.Market.Locked.MinApi), ("ApiKey", new PSCredential("me", Secret())));

        Assert.Equal(RunOutcome.Complete, Session.Run("Sync-CcExchange").Single<RunSummary>().Outcome);
    }

    [Fact]
    public void Takes_the_key_from_a_vault_by_its_name()
    {
        Session.ConnectEmptyStore();
        object[] asked = [];
        Session.Engine.Scripts = (_, arguments) =>
        {
            asked = arguments;
            return ["Found", Secret()];
        };
        Session.Run(
            "Connect-CcSource", ("BaseUri", Session.Market.Locked.DataApi), ("MinApiBaseUri", Session.Market.Locked.MinApi), ("ApiKey", "ccdata"), ("Vault", "mine"));

        Assert.Equal(["ccdata", "mine"], asked);
        Assert.Equal(RunOutcome.Complete, Session.Run("Sync-CcExchange").Single<RunSummary>().Outcome);
    }

    [Theory]
    [InlineData("NoModule", "", "SecretManagement is not here", "Install-PSResource")]
    [InlineData("Missing", "The secret p4ste-d was not found.", "The secret *** was not found.", "Get-SecretInfo")]
    [InlineData("Missing", "", "No registered vault", "Get-SecretInfo")]
    public void Says_why_no_vault_gives_the_key_and_repeats_no_name(string state, string reason, string says, string advises)
    {
        Session.Engine.Scripts = (_, _) => [state, reason];

        ErrorRecord error = Session.Call("Connect-CcSource", ("ApiKey", "p4ste-d")).Run().ShouldFail("SecretUnavailable", ErrorCategory.ResourceUnavailable);

        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(advises, error.ErrorDetails?.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("p4ste-d", error.Exception + error.ErrorDetails?.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_vault_without_a_name() =>
        Session.Call("Connect-CcSource", ("Vault", "mine")).Run().ShouldFail("SettingInvalid", ErrorCategory.InvalidArgument);

    [Fact]
    public void The_source_of_one_runspace_is_not_that_of_another()
    {
        using ModuleSession other = new(Session.Market);
        other.ConnectSource(Session.Market.Locked);
        Session.ConnectFilledStore();

        Session.Run("Sync-CcExchange");

        other.ConnectEmptyStore();
        other.Call("Sync-CcExchange").Run().ShouldFail("SourceKeyRefused", ErrorCategory.AuthenticationError);
    }

    private static SecureString Secret()
    {
        SecureString secret = new();
        foreach (char letter in SharedMarket.Key)
        {
            secret.AppendChar(letter);
        }

        return secret;
    }
}
