using System.IO.Pipelines;

namespace CcIngest.Simulator;

/// <summary>/spot/v1/historical/days, hours, minutes: a page of candles that ends with the period of <c>to_ts</c>.</summary>
internal sealed class SpotHistoryEndpoint(SimulatedMarkets markets, Period period)
{
    private const int DefaultLimit = 30;

    public Task AnswerAsync(ApiRequest request)
    {
        RequestQuery query = request.Query;
        string market = query.RequiredText("market");
        string name = query.RequiredText("instrument");
        long limit = query.Integer("limit", 1, period.MaxLimit) ?? DefaultLimit;
        long toTs = query.Integer("to_ts", 0, long.MaxValue) ?? request.Now;
        bool fill = query.Boolean("fill", byDefault: true);
        CandleGroups groups = Groups(query);
        query.OneOf("aggregate", "1");
        query.OneOf("response_format", "JSON");
        query.OneOf("apply_mapping", "true", "1");

        SimulatedVenue venue = markets.FindVenue(market) ?? throw DataApiErrors.Market(market);
        SimulatedInstrument instrument = venue.Find(name) ?? throw DataApiErrors.Instruments(venue.Market, [name]);
        string status = instrument.StatusAt(request.Now);
        if (instrument.Series is not CandleSeries series || period.Seconds < series.FinestPeriod)
        {
            throw DataApiErrors.BeforeFirst(period.Unit, period.Seconds, toTs, status, series: null, request.Now);
        }

        long last = period.Floor(Math.Min(toTs, request.Now));
        long bucket = period.Floor(series.FirstTrade);
        if (last < bucket)
        {
            throw DataApiErrors.BeforeFirst(period.Unit, period.Seconds, toTs, status, series, request.Now);
        }

        long first = Math.Max(bucket, last - ((limit - 1) * period.Seconds));
        if (series.HasEnded(request.Now))
        {
            last = Math.Min(last, period.Floor(series.LastTrade(request.Now)));
        }

        CandleRowText rows = new(instrument, series.Precision, period.Unit, groups);
        return WriteAsync(request, series, rows, first, last, fill);
    }

    private static CandleGroups Groups(RequestQuery query)
    {
        IReadOnlyList<string> names = query.ListOf("groups", CandleGroupNames.ByName.Keys);
        return names.Count == 0 ? CandleGroups.All : names.Aggregate(default(CandleGroups), (groups, name) => groups | CandleGroupNames.ByName[name]);
    }

    private async Task WriteAsync(ApiRequest request, CandleSeries series, CandleRowText rows, long first, long last, bool fill)
    {
        PipeWriter output = request.Response.BodyWriter;
        Append(output, "{\"Data\":["u8);
        long close = first <= last ? series.PriceBefore(first) : 0;
        bool isFirst = true;
        for (long start = first; start <= last; start += period.Seconds)
        {
            Candle candle = series.Read(start, period.Seconds, request.Now, close);
            close = candle.Close;
            if (!fill && !candle.HasTrades)
            {
                continue;
            }

            if (!isFirst)
            {
                Append(output, ","u8);
            }

            isFirst = false;
            output.Advance(rows.Write(candle, output.GetSpan(rows.LongestRow)));
            if (output.UnflushedBytes > ApiRequest.PartBytes)
            {
                await output.FlushAsync(request.Aborted).ConfigureAwait(false);
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
