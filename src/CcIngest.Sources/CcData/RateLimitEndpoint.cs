using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>data-api <c>/admin/v2/rate/limit</c>; min-api <c>/stats/rate/limit</c> where the first does not exist. Counts as a call.</summary>
internal static class RateLimitEndpoint
{
    private static readonly (string Name, TimeSpan Length)[] Windows =
    [
        ("second", RateWindow.Second), ("minute", RateWindow.Minute), ("hour", RateWindow.Hour), ("day", RateWindow.Day), ("month", RateWindow.Month),
    ];

    /// <summary>Adds a row to <paramref name="rows"/>, and tells the budget what it says.</summary>
    /// <param name="hasKey">Whether requests carry a key; without one the limits of the address count.</param>
    public static async Task ReadAsync(CcDataClient client, CcDataPaths paths, bool hasKey, RowBatch rows, CancellationToken cancellationToken)
    {
        CcDataRequest http = new(CcDataHost.DataApi, paths.RateLimit);
        CcDataAnswer answer;
        try
        {
            StatusReader reader = new(http.Text);
            answer = await client.ReadAsync(http, reader, cancellationToken).ConfigureAwait(false);
            if (reader.Rows.Rejected is [{ } rejected, ..])
            {
                throw client.Failure(http, new SourceError(SourceErrorKind.Unreadable, rejected.Reason));
            }

            rows.Append(reader.Rows.Rows, 0);
        }
        catch (IngestException failure) when (failure.InnerException is SourceException { Error.Kind: SourceErrorKind.UnknownPath })
        {
            http = new CcDataRequest(CcDataHost.MinApi, paths.LegacyRateLimit);
            LegacyReader reader = new();
            answer = await client.ReadAsync(http, reader, cancellationToken).ConfigureAwait(false);
            reader.AddTo(rows);
        }

        RateReport report = Report(rows, rows.Count - 1, hasKey ? "api_key" : "auth_key") with { SentAt = answer.SentAt };
        await client.BudgetOf(http.Host).ObserveAsync(report, cancellationToken).ConfigureAwait(false);
    }

    private static RateReport Report(RowBatch rows, int row, string key)
    {
        List<RateWindow> windows = [];
        foreach ((string name, TimeSpan length) in Windows)
        {
            int remaining = rows.Dataset.Ordinal($"{key}_remaining_{name}");
            int most = rows.Dataset.Ordinal($"{key}_max_{name}");
            if (!rows.IsNull(row, remaining) && !rows.IsNull(row, most))
            {
                windows.Add(new RateWindow(length) { Remaining = rows.Int64(row, remaining), Limit = rows.Int64(row, most) });
            }
        }

        return new RateReport(windows);
    }

    private sealed class StatusReader(string request) : IDataReader
    {
        public RecordRows Rows { get; } = new(RateLimitStatusRecords.Dataset, request, new TextCache());

        public void Begin(DateTime retrievedAt)
        {
            Rows.Clear();
            Rows.Reader.RetrievedAt = retrievedAt;
        }

        public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer) => Rows.Add(ref reader, answer);
    }

    /// <summary><c>calls_made</c> and <c>calls_left</c>, each by window; the limit is their sum.</summary>
    private sealed class LegacyReader : IDataReader
    {
        private readonly Dictionary<string, long> _made = [];
        private readonly Dictionary<string, long> _left = [];

        public void Begin(DateTime retrievedAt)
        {
            _made.Clear();
            _left.Clear();
        }

        public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer)
        {
            bool isMap = reader.TokenType == JsonTokenType.StartObject;
            while (isMap && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                Dictionary<string, long>? calls = reader.GetString() switch { "calls_made" => _made, "calls_left" => _left, _ => null };
                reader.Read();
                if (calls is null || reader.TokenType != JsonTokenType.StartObject)
                {
                    reader.Skip();
                    continue;
                }

                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    string window = reader.GetString() ?? "";
                    reader.Read();
                    if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long count))
                    {
                        calls[window] = count;
                    }

                    reader.Skip();
                }
            }

            if (_left.Count == 0)
            {
                throw new SourceException(new SourceError(SourceErrorKind.Empty, "the answer has no calls_left"));
            }
        }

        public void AddTo(RowBatch rows)
        {
            int row = rows.AddRow();
            foreach ((string name, _) in Windows)
            {
                if (_made.TryGetValue(name, out long made) && _left.TryGetValue(name, out long left))
                {
                    rows.Set(row, rows.Dataset.Ordinal($"api_key_used_{name}"), made);
                    rows.Set(row, rows.Dataset.Ordinal($"api_key_remaining_{name}"), left);
                    rows.Set(row, rows.Dataset.Ordinal($"api_key_max_{name}"), made + left);
                }
            }
        }
    }
}
