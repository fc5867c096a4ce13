using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Turns failures into error records: the id is the <see cref="IngestErrorId"/>, the recommended action is the advice.</summary>
public static class IngestErrors
{
    /// <summary>The record of a failure. PowerShell prints the message and, as its recommendation, the advice.</summary>
    public static ErrorRecord ToErrorRecord(IngestException failure, object? target) =>
        new(failure, failure.Id.ToString(), Category(failure.Id), target)
        {
            ErrorDetails = new ErrorDetails(failure.Message) { RecommendedAction = failure.Advice },
        };

    /// <summary>The record of a failed leg, or of what ended a run.</summary>
    /// <param name="failure">The failure as the summary has it.</param>
    /// <param name="scope">A leg is a non-terminating error, a run a terminating one.</param>
    /// <param name="target">The leg's name, or the summary of the run that failed.</param>
    public static ErrorRecord ToErrorRecord(RunFailure failure, FailureScope scope, object target)
    {
        IngestErrorId id = Enum.TryParse(failure.ErrorId, out IngestErrorId known) ? known : IngestErrorId.RunFailed;
        string message = scope == FailureScope.Leg && !failure.Message.Contains(failure.Target, StringComparison.OrdinalIgnoreCase)
            ? $"{failure.Target}: {failure.Message}"
            : failure.Message;
        return ToErrorRecord(new IngestException(id, message, failure.Advice, scope: scope), target);
    }

    private static ErrorCategory Category(IngestErrorId id) => id switch
    {
        IngestErrorId.SettingInvalid or IngestErrorId.RangeInvalid or IngestErrorId.EngineUnknown => ErrorCategory.InvalidArgument,
        IngestErrorId.JobInvalid => ErrorCategory.ParserError,
        IngestErrorId.SelectionEmpty or IngestErrorId.MarketUnknown or IngestErrorId.InstrumentUnknown => ErrorCategory.ObjectNotFound,
        IngestErrorId.SecretUnavailable or IngestErrorId.ConnectionClosed or IngestErrorId.SchedulerUnavailable => ErrorCategory.ResourceUnavailable,
        IngestErrorId.SourceKeyRefused or IngestErrorId.StoreLoginRefused => ErrorCategory.AuthenticationError,
        IngestErrorId.StoreRightsMissing => ErrorCategory.PermissionDenied,
        IngestErrorId.SourceUnreachable or IngestErrorId.StoreUnreachable => ErrorCategory.ConnectionError,
        IngestErrorId.SourceRateLimited or IngestErrorId.RejectionBudgetExceeded => ErrorCategory.LimitsExceeded,
        IngestErrorId.SourceBusy or IngestErrorId.StoreBusy => ErrorCategory.ResourceBusy,
        IngestErrorId.SourceAnswerUnreadable or IngestErrorId.SourceAnswerEmpty or IngestErrorId.KeyClash => ErrorCategory.InvalidData,
        IngestErrorId.StoreSchemaMissing or IngestErrorId.StoreSchemaMismatch => ErrorCategory.InvalidOperation,
        IngestErrorId.StoreWriteFailed or IngestErrorId.FileUnwritable or IngestErrorId.AlertNotSent => ErrorCategory.WriteError,
        IngestErrorId.FileUnreadable => ErrorCategory.ReadError,
        IngestErrorId.FileMismatch or IngestErrorId.CopyMismatch => ErrorCategory.InvalidData,
        _ => ErrorCategory.NotSpecified,
    };
}
