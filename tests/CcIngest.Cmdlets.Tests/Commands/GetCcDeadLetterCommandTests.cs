using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcDeadLetterCommandTests : CmdletTests
{
    [Fact]
    public void Tells_what_was_rejected_and_finds_it_from_the_coverage_and_from_the_run()
    {
        Session.ConnectStoreWithLetters();
        IReadOnlyList<DeadLetterRecord> all = Session.Run("Get-CcDeadLetter").All<DeadLetterRecord>();
        string[] ids = [.. all.Select(letter => letter.LetterId).Order(StringComparer.Ordinal)];

        Assert.All(all, letter => Assert.Equal(DateTimeKind.Utc, letter.Time!.Value.Kind));
        Assert.Equal(ids, Ids(Session.Call("Get-CcCoverage", ("State", "Rejected")).Then(Module.Cmdlet("Get-CcDeadLetter")).RunWell().All<DeadLetterRecord>()));
        Assert.Equal(ids, Ids(Session.Call("Get-CcRun", ("Last", 1)).Then(Module.Cmdlet("Get-CcDeadLetter")).RunWell().All<DeadLetterRecord>()));
        Assert.Equal(2, Session.Run("Get-CcDeadLetter", ("Last", 2)).Output.Count);
    }

    [Theory]
    [InlineData("Rule", "no-such-rule")]
    [InlineData("Exchange", "coinbase")]
    [InlineData("Interval", "1h")]
    [InlineData("Dataset", "assets")]
    [InlineData("RunId", "nobody")]
    [InlineData("To", "2025-01-01")]
    public void Filters(string parameter, string value)
    {
        Session.ConnectStoreWithLetters();

        Assert.Empty(Session.Run("Get-CcDeadLetter", (parameter, value)).Output);
    }

    [Fact]
    public void Gives_nothing_for_an_empty_pipe()
    {
        Session.ConnectStoreWithLetters();

        Assert.Empty(Session.Call("Get-CcDeadLetter").Piping().RunWell().Output);
    }

    private static string[] Ids(IEnumerable<DeadLetterRecord> letters) => [.. letters.Select(letter => letter.LetterId).Order(StringComparer.Ordinal)];
}
