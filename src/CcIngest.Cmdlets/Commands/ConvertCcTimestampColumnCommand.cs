using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Turns Unix-time columns of a table into times, by making the table anew and swapping it in.</summary>
[Cmdlet(VerbsData.Convert, "CcTimestampColumn", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(TimestampConversion))]
public sealed class ConvertCcTimestampColumnCommand : TableCmdlet
{
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string[] Column { get; set; } = [];

    /// <summary>s, ms, us or ns for all columns, or a hashtable of columns.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Unit { get; set; }

    [Parameter]
    public MixedUnits MixedUnit { get; set; }

    [Parameter]
    public InvalidTimes InvalidAs { get; set; }

    /// <summary>Leaves all rows of a key out but the newest.</summary>
    [Parameter]
    public SwitchParameter RemoveDuplicate { get; set; }

    /// <summary>A folder for the rows that are left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ExportPath { get; set; }

    /// <summary>Removes the table that was replaced, now or by an earlier call.</summary>
    [Parameter]
    public SwitchParameter RemoveOriginal { get; set; }

    /// <summary>Rows copied at once, about.</summary>
    [Parameter]
    [ValidateRange(1_000, 10_000_000)]
    public int SliceRows { get; set; } = RebuildRequest.UsualSliceRows;

    protected override void Work()
    {
        string? exportPath = ExportPath is null ? null : GetUnresolvedProviderPathFromPSPath(ExportPath);
        IReadOnlyDictionary<string, TimeUnit> units = UnitText.Parse(Unit);
        foreach ((string table, string[] key) in Tables)
        {
            Convert(Request(table, key, units), exportPath);
        }
    }

    private void Convert(ConversionRequest request, string? exportPath)
    {
        ConversionPlan? plan = null;
        UseStore(async (store, _, cancellationToken) =>
            plan = await new TableConversion(store).PlanAsync(request, countsKeys: WillBeTold, cancellationToken).ConfigureAwait(false));
        if (plan!.Rebuild is not null && !ShouldProcess(Told(plan), $"Convert {request.Table} on {StoreOptions.Describe()}?", MyInvocation.MyCommand.Name))
        {
            return;
        }

        TimestampConversion? done = null;
        UseStore(request.Table, async (store, progress, _, cancellationToken) =>
            done = await new TableConversion(store).RunAsync(plan, exportPath, progress, cancellationToken).ConfigureAwait(false));
        if (plan.Rebuild is not null || !RemoveOriginal || done!.Original is null)
        {
            WriteObject(done);
        }

        if (RemoveOriginal)
        {
            RemoveOriginals(plan.Name);
        }
    }

    private void RemoveOriginals(string table)
    {
        IReadOnlyList<RebuildRecord> originals = [];
        UseStore(async (store, _, cancellationToken) => originals = await new TableConversion(store).OriginalsAsync(table, cancellationToken).ConfigureAwait(false));
        foreach (RebuildRecord rebuild in originals)
        {
            if (ShouldProcess(rebuild.Original, "Remove the original table, after comparing it with what was recorded"))
            {
                UseStore(async (store, calls, cancellationToken) =>
                {
                    TimestampConversion removed = await new TableConversion(store).RemoveOriginalAsync(rebuild, cancellationToken).ConfigureAwait(false);
                    calls.Post(() => WriteObject(removed));
                });
            }
        }
    }

    private ConversionRequest Request(string table, string[] key, IReadOnlyDictionary<string, TimeUnit> units) => new()
    {
        Table = table,
        Columns = Column,
        Units = units,
        Mixed = MixedUnit,
        Invalid = InvalidAs,
        Key = key,
        NewestBy = NewestBy,
        RemovesDuplicates = RemoveDuplicate,
        SliceRows = SliceRows,
    };

    /// <summary>Counting keys reads the table once more: only where somebody will see it.</summary>
    private bool WillBeTold => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given) && given is SwitchParameter { IsPresent: true };

    private static string Told(ConversionPlan plan)
    {
        List<string> lines = [plan.UnderWay is { } underWay ? $"Go on with the rebuild of {plan.Name}, of which {underWay.Told()}:" : $"Convert {plan.Name}:"];
        lines.AddRange(plan.Rebuild!.Evidence.Zip(plan.Rebuild.Times, (evidence, time) => $"{evidence} -> {(time.Unit is { } unit ? $"unit {unit}" : "each in the unit of its magnitude")}"));
        lines.Add($"key: {string.Join(", ", plan.Rebuild.Key)}");
        if (plan.Fit is { } fit)
        {
            lines.Add(FormattableString.Invariant($"{fit.Rows:N0} rows, {fit.Duplicates:N0} of them with a key that a newer row has"));
        }

        lines.Add(Told(plan.Steps));
        return string.Join("\n", lines);
    }
}
