using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Judges dead letters again by the rules of now; what keeps them is stored, and its period is complete.</summary>
[Cmdlet(VerbsLifecycle.Resume, "CcDeadLetter", SupportsShouldProcess = true)]
[OutputType(typeof(ResumedLetter))]
public sealed class ResumeCcDeadLetterCommand : LetterCmdlet
{
    protected override LetterStep Step(IReadOnlyList<string> letterIds, PipelineCalls calls) =>
        new ResumeLettersStep { LetterIds = letterIds, OnLetter = letter => calls.Post(() => WriteObject(letter)) };

    protected override string Action(int letters) => FormattableString.Invariant($"Judge {letters} dead letters again and store what keeps the rules");
}
