using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Tells what is wrong in a job file: file, line, place, and what is allowed there.</summary>
internal sealed class JobFileErrors(string file)
{
    public IngestException At(LocatedJson node, string what, string allowed, IngestErrorId id = IngestErrorId.JobInvalid) => new(id,
        FormattableString.Invariant($"{file}, line {node.Line}: {(node.Path.Length == 0 ? "the job" : node.Path)} {what}"), allowed);

    public IngestException UnknownKey(LocatedJson node, string holder, IEnumerable<string> keys)
    {
        string[] known = [.. keys];
        string name = node.Path[(node.Path.LastIndexOf('.') + 1)..];
        return At(node, "is not known.", $"{holder} knows {string.Join(", ", known)}.{NearestWord.Hint(name, known)}");
    }

    public IngestException WrongValue(
        LocatedJson node, string allowed, IEnumerable<string>? words = null, IngestErrorId id = IngestErrorId.JobInvalid) => At(
        node,
        node.Text is { } text ? SettingTexts.MayHoldSecret(text) ? "is not allowed." : $"is '{text}'." : $"is {Kind(node)}.",
        $"Allowed: {allowed}.{NearestWord.Hint(node.Text ?? "", words ?? [])}", id);

    private static string Kind(LocatedJson node) => node.Kind switch
    {
        System.Text.Json.JsonValueKind.Object => "an object",
        System.Text.Json.JsonValueKind.Array => "an array",
        _ => "null",
    };
}
