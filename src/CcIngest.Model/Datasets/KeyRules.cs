namespace CcIngest.Model;

/// <summary>What must hold for the key of reference data.</summary>
internal static class KeyRules
{
    /// <summary>A key text has a visible character and no blank at either end: engines disagree on whether trailing blanks count.</summary>
    public static ValidationRule NotBlank(string column) => new("key-blank", $"{column} has no blank at its ends and is not empty",
        (batch, row) => batch.Text(row, batch.Dataset.Ordinal(column)) is { Length: > 0 } text && text.AsSpan().Trim().Length == text.Length) { Columns = [column] };
}
