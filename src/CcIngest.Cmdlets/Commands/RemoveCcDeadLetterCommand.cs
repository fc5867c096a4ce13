using System.Management.Automation;
using CcIngest.Ingestion;

namespace CcIngest.Cmdlets;

/// <summary>Removes dead letters. Their periods stay rejected, unless they are to be asked for again.</summary>
[Cmdlet(VerbsCommon.Remove, "CcDeadLetter", SupportsShouldProcess = true)]
public sealed class RemoveCcDeadLetterCommand : LetterCmdlet
{
    /// <summary>Makes the letters' rejected periods pending, so that the next run asks for them again.</summary>
    [Parameter]
    public SwitchParameter AskAgain { get; set; }

    protected override LetterStep Step(IReadOnlyList<string> letterIds, PipelineCalls calls) =>
        new RemoveLettersStep { LetterIds = letterIds, AskAgain = AskAgain };

    protected override string Action(int letters) => AskAgain
        ? FormattableString.Invariant($"Remove {letters} dead letters and ask for their periods again")
        : FormattableString.Invariant($"Remove {letters} dead letters");
}
