namespace System.Management.Automation;

public enum ProgressRecordType
{
    Processing,
    Completed,
}

/// <summary>What a progress bar shows.</summary>
public class ProgressRecord(int activityId, string activity, string statusDescription)
{
    public int ActivityId { get; } = activityId;

    public int ParentActivityId { get; set; } = -1;

    public string Activity { get; set; } = activity;

    public string StatusDescription { get; set; } = statusDescription;

    public string? CurrentOperation { get; set; }

    /// <summary>0 to 100, or -1 for unknown.</summary>
    public int PercentComplete { get; set; } = -1;

    /// <summary>-1 for unknown.</summary>
    public int SecondsRemaining { get; set; } = -1;

    public ProgressRecordType RecordType { get; set; }

    public override string ToString() => FormattableString.Invariant($"{Activity}: {StatusDescription} ({PercentComplete})");
}

public class InformationRecord(object messageData, string source)
{
    public object MessageData { get; } = messageData;

    public string Source { get; set; } = source;

    public override string? ToString() => MessageData.ToString();
}
