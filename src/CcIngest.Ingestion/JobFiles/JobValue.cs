using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>What may stand at a place of a job file: checked by the parser, written into the JSON schema.</summary>
internal abstract record JobValue
{
    /// <summary>What is allowed, for people.</summary>
    public abstract string Allowed { get; }

    /// <exception cref="IngestException">The value is not allowed here.</exception>
    public abstract void Check(LocatedJson node, JobFileErrors errors);

    public abstract JsonObject Schema();
}

/// <summary>Any text that is not empty.</summary>
internal sealed record JobText : JobValue
{
    public override string Allowed => "a text that is not empty";

    public override void Check(LocatedJson node, JobFileErrors errors)
    {
        if (node.Kind != JsonValueKind.String || string.IsNullOrWhiteSpace(node.Text))
        {
            throw errors.WrongValue(node, Allowed);
        }
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["minLength"] = 1 };
}

/// <summary>One of some words, as they are written.</summary>
internal sealed record JobWord(IReadOnlyList<string> Words) : JobValue
{
    public override string Allowed => string.Join(", ", Words);

    public override void Check(LocatedJson node, JobFileErrors errors)
    {
        if (node.Kind != JsonValueKind.String || !Words.Contains(node.Text ?? ""))
        {
            throw errors.WrongValue(node, Allowed, Words);
        }
    }

    public override JsonObject Schema() => new() { ["enum"] = new JsonArray([.. Words.Select(word => (JsonNode)word)]) };
}

/// <summary>Some of some words, as they are written, at least one.</summary>
internal sealed record JobChoices(IReadOnlyList<string> Words) : JobValue
{
    public override string Allowed => $"an array of {string.Join(", ", Words)}";

    public override void Check(LocatedJson node, JobFileErrors errors)
    {
        if (node.Kind != JsonValueKind.Array || node.Items.Count == 0)
        {
            throw errors.WrongValue(node, Allowed);
        }

        foreach (LocatedJson item in node.Items)
        {
            new JobWord(Words).Check(item, errors);
        }
    }

    public override JsonObject Schema() => new() { ["type"] = "array", ["minItems"] = 1, ["items"] = new JobWord(Words).Schema() };
}

/// <summary>A name that the file itself gives something.</summary>
internal sealed record JobName : JobValue
{
    public override string Allowed => "1 to 64 letters, digits, underscores and hyphens";

    public static bool IsName(string? text) =>
        text is { Length: >= 1 and <= 64 } && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    public override void Check(LocatedJson node, JobFileErrors errors)
    {
        if (node.Kind != JsonValueKind.String || !IsName(node.Text))
        {
            throw errors.WrongValue(node, Allowed);
        }
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = "^[A-Za-z0-9_-]{1,64}$" };
}

/// <summary>The name of a variable of the environment that holds a secret address; the address itself is refused, and not repeated.</summary>
internal sealed record JobAddressVariable : JobValue
{
    public override string Allowed => $"the name of an environment variable, {AlertAddresses.Prefix} or {AlertAddresses.Prefix}_ and more, that holds the address";

    public override void Check(LocatedJson node, JobFileErrors errors)
    {
        if (node.Kind != JsonValueKind.String || !AlertAddresses.IsName(node.Text ?? ""))
        {
            // What stands here may be the secret itself.
            throw errors.At(node, "is not allowed.", $"Allowed: {Allowed}.");
        }
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = $"^{AlertAddresses.Prefix}(_[A-Z0-9_]+)?$" };
}

/// <summary>A whole number within bounds.</summary>
internal sealed record JobWhole(int Low, int High) : JobValue
{
    public override string Allowed => High == int.MaxValue
        ? FormattableString.Invariant($"a whole number from {Low}")
        : FormattableString.Invariant($"a whole number from {Low} to {High}");

    public override void Check(LocatedJson node, JobFileErrors errors)
    {
        if (node.Kind != JsonValueKind.Number
            || !int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            || number < Low || number > High)
        {
            throw errors.WrongValue(node, Allowed);
        }
    }

    public override JsonObject Schema() => new() { ["type"] = "integer", ["minimum"] = Low, ["maximum"] = High };
}

/// <summary>True or false.</summary>
internal sealed record JobFlag : JobValue
{
    public override string Allowed => "true or false";

    public override void Check(LocatedJson node, JobFileErrors errors)
    {
        if (node.Kind is not (JsonValueKind.True or JsonValueKind.False))
        {
            throw errors.WrongValue(node, Allowed);
        }
    }

    public override JsonObject Schema() => new() { ["type"] = "boolean" };
}

/// <summary>An array of texts.</summary>
/// <param name="Least">For the schema; who reads the array says what an empty one lacks.</param>
internal sealed record JobTexts(int Least = 0) : JobValue
{
    public override string Allowed => "an array of texts";

    public override void Check(LocatedJson node, JobFileErrors errors)
    {
        if (node.Kind != JsonValueKind.Array)
        {
            throw errors.WrongValue(node, Allowed);
        }

        foreach (LocatedJson item in node.Items)
        {
            new JobText().Check(item, errors);
        }
    }

    public override JsonObject Schema()
    {
        JsonObject schema = new() { ["type"] = "array", ["items"] = new JobText().Schema() };
        if (Least > 0)
        {
            schema["minItems"] = Least;
        }

        return schema;
    }
}

/// <summary>A date or time; without a zone it is UTC.</summary>
internal sealed record JobTime : JobValue
{
    public override string Allowed => UtcTimes.Allowed;

    public override void Check(LocatedJson node, JobFileErrors errors)
    {
        if (node.Kind != JsonValueKind.String || !UtcTimes.TryParse(node.Text ?? "", out _))
        {
            throw errors.WrongValue(node, Allowed);
        }
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = "string",
        ["pattern"] = @"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$",
    };
}

/// <summary>A length of time.</summary>
internal sealed record JobDuration : JobValue
{
    public override string Allowed => "hours, minutes and seconds such as 00:00:05 or 00:00:00.5, with days before them such as 1.00:00:00";

    public static bool TryParse(string? text, out TimeSpan length) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out length) && length > TimeSpan.Zero
        && text?.Count(':') == 2;       // "5" would be five days

    public override void Check(LocatedJson node, JobFileErrors errors)
    {
        if (node.Kind != JsonValueKind.String || !TryParse(node.Text, out _))
        {
            throw errors.WrongValue(node, Allowed);
        }
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = @"^(\d+\.)?\d{2}:\d{2}:\d{2}(\.\d{1,7})?$" };
}

/// <summary>An interval.</summary>
internal sealed record JobInterval : JobValue
{
    public override string Allowed => "1d, 1h or 1m (also written Day, Hour, Minute)";

    public override void Check(LocatedJson node, JobFileErrors errors)
    {
        if (node.Kind != JsonValueKind.String || !Interval.TryParse(node.Text, out _))
        {
            throw errors.WrongValue(node, Allowed);
        }
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["examples"] = new JsonArray("1d", "1h", "1m") };
}

/// <summary>The value of a setting: a number where the setting is one, else a text.</summary>
internal sealed record JobSetting(SettingDefinition Setting) : JobValue
{
    public override string Allowed => Setting.Allowed;

    public override void Check(LocatedJson node, JobFileErrors errors)
    {
        JsonValueKind kind = Setting.Bounds is null ? JsonValueKind.String : JsonValueKind.Number;
        if (node.Kind != kind || string.IsNullOrEmpty(node.Text) || Setting.Apply(new Settings(), node.Text) is null)
        {
            throw errors.WrongValue(node, Allowed, Setting.Words, Setting.ErrorId ?? IngestErrorId.JobInvalid);
        }
    }

    public override JsonObject Schema() => Setting switch
    {
        { Bounds: { } bounds } =>
            new() { ["type"] = Setting.IsWhole ? "integer" : "number", ["minimum"] = bounds.Low, ["maximum"] = bounds.High },
        { Words.Count: > 0 } => new() { ["enum"] = new JsonArray([.. Setting.Words.Select(word => (JsonNode)word)]) },
        _ => new() { ["type"] = "string", ["minLength"] = 1 },
    };
}

/// <summary>Something a job file must not hold.</summary>
internal sealed record JobForbidden(string Reason) : JobValue
{
    public override string Allowed => Reason;

    public override void Check(LocatedJson node, JobFileErrors errors) => throw errors.At(node, "does not belong into a job file.", Reason);

    public override JsonObject Schema() => new() { ["not"] = new JsonObject() };
}
