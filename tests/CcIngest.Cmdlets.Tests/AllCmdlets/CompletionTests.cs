using System.Management.Automation;
using System.Reflection;

namespace CcIngest.Cmdlets.Tests;

/// <summary>What Tab offers: of every parameter that has a completer, on a connected store and without one.</summary>
public sealed class CompletionTests : CmdletTests
{
    public static TheoryData<string, string> Completed()
    {
        TheoryData<string, string> parameters = [];
        foreach (Type cmdlet in Module.CmdletClasses)
        {
            foreach (PropertyInfo property in cmdlet.GetProperties().Where(property => property.IsDefined(typeof(ArgumentCompleterAttribute))))
            {
                parameters.Add(Module.NameOf(cmdlet), property.Name);
            }
        }

        return parameters;
    }

    [Theory]
    [MemberData(nameof(Completed))]
    public void Offers_what_begins_with_what_was_typed(string cmdlet, string parameter)
    {
        Session.ConnectFilledStore();
        string first = Session.Engine.Complete(Module.Cmdlet(cmdlet), parameter, "").Select(offer => offer.ListItemText).FirstOrDefault() ?? "";
        string[] offers = [.. Session.Engine.Complete(Module.Cmdlet(cmdlet), parameter, first).Select(offer => offer.ListItemText)];

        Assert.NotEmpty(first);
        Assert.Contains(first, offers);
        Assert.All(offers, offer => Assert.StartsWith(first, offer, StringComparison.OrdinalIgnoreCase));
        Assert.Empty(Session.Engine.Complete(Module.Cmdlet(cmdlet), parameter, "no-such-word"));
    }

    [Theory]
    [MemberData(nameof(Completed))]
    public void Is_silent_without_a_store(string cmdlet, string parameter) =>
        Assert.Null(Record.Exception(() => Session.Engine.Complete(Module.Cmdlet(cmdlet), parameter, "")));

    [Fact]
    public void Offers_the_exchanges_of_the_connected_store()
    {
        Session.ConnectFilledStore();

        Assert.Contains("kraken", Session.Engine.Complete(Module.Cmdlet("Get-CcExchange"), "Name", "KR").Select(offer => offer.CompletionText));
    }
}
