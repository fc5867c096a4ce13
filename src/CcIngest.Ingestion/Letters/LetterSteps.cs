using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>A step on dead letters: works on the store alone and asks the source for nothing.</summary>
public abstract record LetterStep : JobStep
{
    /// <summary>Ids of the letters; one that the store does not have is a failed leg.</summary>
    public required IReadOnlyList<string> LetterIds { get; init; }

    public override bool AsksSource => false;
}

/// <summary>Judges letters again by the rules of now. What keeps them is stored, its period becomes complete, and the letter goes.</summary>
public sealed record ResumeLettersStep : LetterStep
{
    /// <summary>Told what became of each letter, once that is in the store; on no particular thread.</summary>
    public Action<ResumedLetter>? OnLetter { get; init; }

    public override string Title => "resume dead letters";
}

/// <summary>Removes letters. Their periods stay rejected, or are asked for again by the next run.</summary>
public sealed record RemoveLettersStep : LetterStep
{
    /// <summary>Whether rejected periods of the letters become pending.</summary>
    public bool AskAgain { get; init; }

    public override string Title => "remove dead letters";
}
