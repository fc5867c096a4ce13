using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CcIngest.EngineDouble;

namespace CcIngest.Cmdlets.Tests;

/// <summary>
/// The culture of the session changes nothing. The suite as a whole runs under another one with <c>CCINGEST_TEST_CULTURE=fa-IR</c>, and in
/// another time zone with <c>TZ=Asia/Tehran</c>.
/// </summary>
public sealed class CultureTests : CmdletTests
{
    public static TheoryData<string> Cultures => ["de-DE", "tr-TR", "fa-IR", "ar-SA"];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Every_cmdlet_works_and_fails_in_every_culture(string culture)
    {
        Session.Culture = CultureInfo.GetCultureInfo(culture);
        foreach (CmdletCase one in CmdletCases.All)
        {
            Assert.True(one.Works(Session).RunWell().IsSuccess, one.Name);
            if (one.NeverFails)
            {
                continue;
            }

            PipelineResult fails = one.Fails(Session).Run();
            _ = one.GoesOn ? fails.ShouldTell(one.ErrorId, one.Category) : fails.ShouldFail(one.ErrorId, one.Category);
        }
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void What_is_read_is_the_same_in_every_culture(string culture)
    {
        // Revisions, findings and alerts name the run of this test, which is another one each time; freshness is an age, and that of now.
        string[] reading = [.. Module.Exports.Where(name => name.StartsWith("Get-", StringComparison.Ordinal) && name is not ("Get-CcAlert" or "Get-CcRevision" or "Get-CcQualityFinding" or "Get-CcFreshness"))];

        string[] invariant = [.. reading.Select(name => Text(name, CultureInfo.InvariantCulture))];
        string[] there = [.. reading.Select(name => Text(name, CultureInfo.GetCultureInfo(culture)))];

        Assert.Equal(invariant, there);
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void What_is_asked_and_told_is_the_same_in_every_culture(string culture)
    {
        (string, object?)[] ingest = [("Exchange", "kraken"), ("Quote", "USD"), ("Interval", "1d"), ("From", "2024-12-25"), ("To", "2026-01-01"), ("WhatIf", true)];
        Session.ConnectFilledStore();
        string invariant = Plan();

        Session.Culture = CultureInfo.GetCultureInfo(culture);

        Assert.Equal(invariant, Plan());
        Assert.Equal(
            "-From 2025-12-02 00:00:00Z is not before -To 2025-12-01 00:00:00Z.",
            Session.Call("Get-CcOhlcv", ("From", "2025-12-02"), ("To", "2025-12-01")).At("kraken", "BTC-USD", "1d").Run().Failure?.Exception.Message);

        // The tests beside this one use up calls of the same source meanwhile; how many are left is another number then, in the same form.
        string Plan() => Regex.Replace(
            Session.Run("Invoke-CcOhlcvIngest", ingest).Questions[0].Description, @"of the [0-9]{1,3}(,[0-9]{3})* calls that are left", "of the calls that are left");
    }

    /// <summary>Everything a cmdlet reads, as data and as a user sees it.</summary>
    private string Text(string cmdlet, CultureInfo culture)
    {
        Session.Culture = culture;
        IReadOnlyList<object?> output = CmdletCases.Of(cmdlet).Works(Session).RunWell().Output;
        return $"{cmdlet}\n{JsonSerializer.Serialize(output)}\n{string.Join('\n', output)}";
    }
}
