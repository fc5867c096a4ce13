using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>The state of the limits in both families. Asking counts as a call.</summary>
internal static class RateLimitEndpoints
{
    private static readonly string[] Windows = ["SECOND", "MINUTE", "HOUR", "DAY", "MONTH"];

    /// <summary>What the API allows callers without an own key, as it tells those that have one.</summary>
    private static readonly BudgetState NobodysBudget = new([0, 0, 0, 0, 0], [20, 1_000, 10_000, 40_000, 200_000], [1, 1, 1, 1, 1], 0);

    public static Task AnswerDataApiAsync(ApiRequest request) => request.AnswerAsync(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("Data");
        writer.WriteString("TYPE", "3000");
        Key(writer, "API_KEY", request.Budget, 1.1);
        Key(writer, "AUTH_KEY", request.HasKey ? NobodysBudget : request.Budget, 1.2);
        writer.WriteEndObject();
        writer.WriteStartObject("Err");
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    public static Task AnswerMinApiAsync(ApiRequest request) => request.AnswerAsync(writer =>
    {
        MinApiAnswer.Begin(writer);
        writer.WriteStartObject("Data");
        writer.WriteStartObject("calls_made");
        MinApiWindows.Write(writer, request.Budget.Used);
        writer.WriteEndObject();
        writer.WriteStartObject("calls_left");
        MinApiWindows.Write(writer, [.. Windows.Select((_, window) => request.Budget.Remaining(window))]);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static void Key(Utf8JsonWriter writer, string name, BudgetState state, double softCap)
    {
        writer.WriteStartObject(name);
        writer.WriteString("TYPE", "3001");
        Counts(writer, "USED", "3002", window => state.Used[window]);

        // The maxima come longest window first, unlike the other two.
        writer.WriteStartObject("MAX");
        writer.WriteString("TYPE", "3003");
        for (int window = Windows.Length - 1; window >= 0; window--)
        {
            writer.WriteNumber(Windows[window], state.Max[window]);
        }

        writer.WriteNumber("SOFT_CAP_ALLOWANCE_MULTIPLIER", softCap);
        writer.WriteEndObject();
        Counts(writer, "REMAINING", "3004", state.Remaining);
        writer.WriteEndObject();
    }

    private static void Counts(Utf8JsonWriter writer, string name, string type, Func<int, long> count)
    {
        writer.WriteStartObject(name);
        writer.WriteString("TYPE", type);
        foreach ((int window, string word) in Windows.Index())
        {
            writer.WriteNumber(word, count(window));
        }

        writer.WriteEndObject();
    }
}
