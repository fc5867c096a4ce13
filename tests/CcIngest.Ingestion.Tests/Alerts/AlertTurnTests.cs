using CcIngest.Model;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

/// <summary>When a cause is told, by what was told last: (kind, state, minutes since, cause there) and the answer. The window is an hour.</summary>
public sealed class AlertTurnTests
{
    [Theory]
    [InlineData(AlertKind.Firing, AlertState.Sent, 59, true, null)]
    [InlineData(AlertKind.Firing, AlertState.Sent, 60, true, AlertKind.Firing)]
    [InlineData(AlertKind.Firing, AlertState.Sent, 1, false, AlertKind.Resolved)]
    [InlineData(AlertKind.Firing, AlertState.Failed, 1, true, AlertKind.Firing)]
    [InlineData(AlertKind.Firing, AlertState.Failed, 1, false, AlertKind.Resolved)]
    [InlineData(AlertKind.Firing, AlertState.Sending, 9, true, null)]
    [InlineData(AlertKind.Firing, AlertState.Sending, 9, false, null)]
    [InlineData(AlertKind.Firing, AlertState.Sending, 10, true, AlertKind.Firing)]
    [InlineData(AlertKind.Resolved, AlertState.Sent, 59, true, null)]
    [InlineData(AlertKind.Resolved, AlertState.Sent, 60, true, AlertKind.Firing)]
    [InlineData(AlertKind.Resolved, AlertState.Sent, 99, false, null)]
    [InlineData(AlertKind.Resolved, AlertState.Failed, 1, false, AlertKind.Resolved)]
    public void A_cause_is_told_once_in_its_window_and_its_end_once(AlertKind kind, AlertState state, int minutes, bool isFiring, AlertKind? told)
    {
        AlertRecord last = new()
        {
            CauseId = "c", Sink = "s", Number = 1, Kind = kind, State = state, Job = "j", Rule = "r", Cause = "c", Text = "t", Since = Now, ClaimedAt = Now, Claim = "x",
            QuietUntil = Now.AddHours(1),
        };

        Assert.Equal(told, AlertTurn.Of(last, isFiring, Now.AddMinutes(minutes)));
    }

    [Fact]
    public void What_was_never_told_is_told_when_it_is_there_and_only_then()
    {
        Assert.Equal(AlertKind.Firing, AlertTurn.Of(null, isFiring: true, Now));
        Assert.Null(AlertTurn.Of(null, isFiring: false, Now));
    }
}
