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
    [InlineData("ApiKey", "plain text", "CannotConvertArgumentNoMessage,")]
    [InlineData("BaseUri", null, "ParameterArgumentValidationError,")]
    public void Refuses_other_arguments(string parameter, object? value, string id) => Session.Call("Connect-CcSource", (parameter, value)).Run().ShouldRefuse(id);

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
