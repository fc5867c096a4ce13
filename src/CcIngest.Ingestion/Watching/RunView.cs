using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>A run as lines of text for a terminal, what matters most first: a low window cuts them from below, a narrow one at the right.</summary>
public static class RunView
{
    private const int BarWidth = 30;
    private const string Green = "32";
    private const string Yellow = "33";
    private const string Red = "31";
    private const string Bold = "1";

    /// <param name="width">Cells of a line, 1 or more.</param>
    /// <param name="height">Lines, 1 or more.</param>
    /// <param name="isColored">Whether lines may carry colours; their widths are the same without.</param>
    public static IReadOnlyList<string> Write(RunSnapshot run, int width, int height, bool isColored) =>
        [.. Lines(run).Take(height).Select(line => Fit(line.Text, width) is var text && isColored && line.Style is { } style ? $"\e[{style}m{text}\e[0m" : text)];

    private static IEnumerable<(string Text, string? Style)> Lines(RunSnapshot run)
    {
        yield return ($"{run.Job}  {run.Outcome}  {Time(run.Elapsed)}", $"{Bold};{StyleOf(run)}");
        yield return (string.Create(CultureInfo.InvariantCulture, $"run {run.RunId} on {run.Host}, process {run.ProcessId}{Life(run)}"), null);
        if (run.Step is not null)
        {
            yield return ("", null);
            yield return (string.Create(CultureInfo.InvariantCulture, $"step {run.StepNumber} of {run.StepCount}: {run.Step}"), Bold);
            yield return (Progress(run), null);
        }

        yield return ("", null);
        yield return (string.Create(CultureInfo.InvariantCulture,
            $"rows      {run.Rows.Read:#,0} read: {run.Rows.Inserted:#,0} new, {run.Rows.Updated:#,0} changed, {run.Rows.Unchanged:#,0} known, {run.Rows.Rejected:#,0} rejected; {run.RowsPerSecond:#,0}/s"), null);
        yield return (string.Create(CultureInfo.InvariantCulture, $"requests  {run.Requests:#,0}, {run.Retries:#,0} of them again; {run.RequestsPerSecond:#,0.#}/s"), null);
        foreach (string budget in Budget(run))
        {
            yield return ($"budget    {budget}", null);
        }

        if (run.Current is { } current && !run.HasEnded)
        {
            yield return ($"now       {current}", null);
        }

        foreach ((string Text, string? Style) problem in Problems(run))
        {
            yield return problem;
        }

        if (!run.HasEnded)
        {
            yield return ("", null);
            yield return ("Ctrl+C leaves this view; the run goes on.", null);
        }
    }

    private static IEnumerable<(string Text, string? Style)> Problems(RunSnapshot run)
    {
        if (run.Failure is { } failure)
        {
            yield return ($"failure   {failure}", Red);
        }

        if (run.FailedLegs > 0)
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"failed    {run.FailedLegs:#,0} series or lists, the last ones:"), Red);
            foreach (RunFailure leg in run.LastFailures.Reverse())
            {
                yield return ($"  {leg.ErrorId}  {leg.Target}: {leg.Message}", Red);
            }
        }

        if (run.LastLetters.Count > 0)
        {
            yield return ("letters   the last dead letters of this run:", Yellow);
            foreach (DeadLetterRecord letter in run.LastLetters)
            {
                yield return ($"  {letter.Rule}  {letter.Dataset} {letter.Exchange} {letter.RawSymbol}: {letter.Reason}", Yellow);
            }
        }
    }

    private static string StyleOf(RunSnapshot run) => run.Outcome switch
    {
        RunOutcome.Running or RunOutcome.Complete => Green,
        RunOutcome.Failed or RunOutcome.Abandoned => Red,
        _ => Yellow,
    };

    private static string Life(RunSnapshot run) => run.SilentFor is { } silent
        ? string.Create(CultureInfo.InvariantCulture, $"; last sign of life {Math.Max(0, silent.TotalSeconds):0} s ago")
        : "";

    private static string Progress(RunSnapshot run)
    {
        List<string> parts = [];
        if (run.Share is { } share)
        {
            int full = (int)(share * BarWidth);
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"[{new string('#', full)}{new string('.', BarWidth - full)}] {Math.Floor(share * 100),3} %"));
        }

        if (run is { Remaining: { } remaining, HasEnded: false })
        {
            parts.Add($"about {Time(remaining)} yet");
        }

        if (run.Done is { } done)
        {
            parts.Add(run.Planned is { } planned
                ? string.Create(CultureInfo.InvariantCulture, $"{done:#,0} of {planned:#,0} {run.Unit}")
                : string.Create(CultureInfo.InvariantCulture, $"{done:#,0} {run.Unit}"));
        }

        parts.Add(string.Create(CultureInfo.InvariantCulture, $"{run.LegsDone:#,0} of {run.Legs:#,0} series or lists"));
        return string.Join("  ", parts);
    }

    private static IEnumerable<string> Budget(RunSnapshot run)
    {
        if (run.Limits.Count == 0)
        {
            yield break;
        }

        if (run.Limits[0].PausedUntil is { } until)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"nothing is sent before {until:HH:mm:ss} UTC: the source refused a request");
        }

        string[] windows = [.. run.Limits.Where(window => window.Limit is not null)
            .Select(window => string.Create(CultureInfo.InvariantCulture, $"{window.Window} {window.Remaining:#,0} of {window.Limit:#,0}"))];
        if (windows.Length > 0)
        {
            yield return $"left per {string.Join(", ", windows)}";
        }
    }

    private static string Time(TimeSpan time) => time.TotalDays >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalDays} d {time:hh\\:mm\\:ss}")
        : time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);

    /// <summary>Names and messages come from elsewhere: what would move the cursor or change colours is left out.</summary>
    private static string Fit(string text, int width)
    {
        string plain = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return plain.Length <= width ? plain : width < 2 ? plain[..width] : string.Concat(plain.AsSpan(0, width - 1), "…");
    }
}
