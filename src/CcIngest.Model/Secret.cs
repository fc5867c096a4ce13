namespace CcIngest.Model;

/// <summary>A text that must not be shown: API keys and passwords. It prints as stars; only <see cref="Reveal"/> gives it out.</summary>
public sealed class Secret(string value)
{
    private readonly string _value = value;

    public bool IsEmpty => _value.Length == 0;

    /// <summary>The text itself: for the header or the connection that needs it, and nothing else.</summary>
    public string Reveal() => _value;

    public override string ToString() => "***";
}
