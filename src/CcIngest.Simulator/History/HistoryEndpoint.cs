using System.IO.Pipelines;

namespace CcIngest.Simulator;

/// <summary>A page of history that ends with the period of <c>to_ts</c>: candles, funding rates, open interest or an index.</summary>
internal sealed class HistoryEndpoint(HistoryKind kind, Period period)
{
    private const int DefaultLimit = 30;

    public Task AnswerAsync(ApiRequest request)
    {
        RequestQuery query = request.Query;
        string market = query.RequiredText("market");
        string instrument = query.RequiredText("instrument");
        long limit = query.Integer("limit", 1, period.MaxLimit) ?? DefaultLimit;
        long toTs = query.Integer("to_ts", 0, long.MaxValue) ?? request.Now;
        bool fill = query.Boolean("fill", byDefault: true);
        RowGroups groups = RowGroupNames.Read(query, kind.Known, kind.ByDefault);
        query.OneOf("aggregate", "1");
        query.OneOf("response_format", "JSON");
        query.OneOf("apply_mapping", "true", "1");

        IHistory history = kind.Find(market, instrument);
        string status = history.StatusAt(request.Now);
        HistorySpan? known = period.Seconds < history.FinestPeriod ? null : history.SpanAt(request.Now);
        long last = period.Floor(Math.Min(toTs, request.Now));
        if (known is not HistorySpan span || last < period.Floor(span.First))
        {
            throw DataApiErrors.BeforeFirst(period.Unit, period.Seconds, toTs, status, known);
        }

        long first = Math.Max(period.Floor(span.First), last - ((limit - 1) * period.Seconds));
        return WriteAsync(request, history, groups, first, span.HasEnded ? Math.Min(last, period.Floor(span.Last)) : last, fill);
    }

    private async Task WriteAsync(ApiRequest request, IHistory history, RowGroups groups, long first, long last, bool fill)
    {
        PipeWriter output = request.Response.BodyWriter;
        Append(output, "{\"Data\":["u8);
        if (first <= last)
        {
            IHistoryPage page = history.Open(period, groups, first, request.Now);
            bool isFirst = true;
            for (long start = first; start <= last; start += period.Seconds)
            {
                // The comma before a row is written with it, and not at all where there is no row.
                Span<byte> target = output.GetSpan(page.LongestRow + 1);
                int comma = isFirst ? 0 : 1;
                target[0] = (byte)',';
                int written = page.WriteNext(start, fill, target[comma..]);
                if (written > 0)
                {
                    output.Advance(comma + written);
                    isFirst = false;
                }

                if (output.UnflushedBytes > ApiRequest.PartBytes)
                {
                    await output.FlushAsync(request.Aborted).ConfigureAwait(false);
                }
            }
        }

        Append(output, "],\"Err\":{}}"u8);
        await output.FlushAsync(request.Aborted).ConfigureAwait(false);
    }

    private static void Append(PipeWriter output, ReadOnlySpan<byte> text)
    {
        text.CopyTo(output.GetSpan(text.Length));
        output.Advance(text.Length);
    }
}
