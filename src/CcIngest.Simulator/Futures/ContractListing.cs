using System.Globalization;

namespace CcIngest.Simulator;

/// <summary>Which contracts a venue lists, since when and until when, and how they trade. The most important ones come first.</summary>
internal sealed class ContractListing
{
    private const long Day = 86400;

    /// <summary>A dated contract trades for about half a year.</summary>
    private const long DatedLife = 182 * Day;

    /// <summary>How many expired and how many running dated contracts of one kind a venue shows.</summary>
    private const int ExpiredDates = 4, RunningDates = 2;

    /// <summary>Only the greatest coins have dated contracts, and only the greater ones inverse perpetuals.</summary>
    private const int DatedUnderlyings = 2, InverseUnderlyings = 12;

    private const double BusiestTradesPerDay = 150_000;

    private readonly AssetCatalogue _assets;
    private readonly SimulatedAsset[] _underlyings;
    private readonly long _start;
    private readonly long _now;

    public ContractListing(AssetCatalogue assets, long start, long now)
    {
        _assets = assets;
        _underlyings = [.. assets.All.Where(asset => asset.CanBeBase && asset.Price!.Swing > 0.01)];
        _start = start;
        _now = now;
    }

    /// <summary>Everything the venue could list, in the order in which it would.</summary>
    public IEnumerable<SimulatedContract> Of(FuturesVenue venue)
    {
        long opened = Math.Max(_start, AssetCatalogue.UnixDay(venue.Description.Launched));
        if (opened > _now - (10 * Day))
        {
            return [];
        }

        IEnumerable<(int Rank, SimulatedContract Contract)> perpetuals =
            from popularity in Enumerable.Range(0, _underlyings.Length)
            from form in venue.Description.Forms
            where form != ContractForm.Inverse || popularity < InverseUnderlyings
            select ((3 * popularity) + (form == ContractForm.Inverse ? 1 : 0), Perpetual(venue, popularity, form, opened));
        IEnumerable<(int Rank, SimulatedContract Contract)> dated =
            from popularity in Enumerable.Range(0, venue.Description.HasDated ? DatedUnderlyings : 0)
            from form in venue.Description.Forms
            from expiry in Expiries(opened).Index()
            select ((3 * popularity) + 2 + (2 * expiry.Index), Dated(venue, popularity, form, expiry.Item));
        return perpetuals.Concat(dated).OrderBy(candidate => candidate.Rank).Select(candidate => candidate.Contract);
    }

    /// <summary>The ends of quarters around the present, the nearest first: last Fridays at 8:00.</summary>
    private IEnumerable<long> Expiries(long opened)
    {
        DateTime today = DateTimeOffset.FromUnixTimeSeconds(_now).UtcDateTime;
        long[] quarters =
        [
            .. Enumerable.Range((today.Year * 4) - 7, 12)
                .Select(quarter => LastFriday(quarter / 4, (3 * (quarter % 4)) + 3))
                .Where(expiry => expiry - DatedLife >= opened),
        ];
        IEnumerable<long> expired = quarters.Where(expiry => expiry <= _now).OrderDescending().Take(ExpiredDates);
        IEnumerable<long> running = quarters.Where(expiry => expiry > _now && expiry - DatedLife < _now - Day).Take(RunningDates);
        return expired.Concat(running).OrderBy(expiry => Math.Abs(expiry - _now));
    }

    private static long LastFriday(int year, int month)
    {
        DateTimeOffset day = new(year, month, DateTime.DaysInMonth(year, month), 8, 0, 0, TimeSpan.Zero);
        return day.AddDays(-(((int)day.DayOfWeek - (int)DayOfWeek.Friday + 7) % 7)).ToUnixTimeSeconds();
    }

    private SimulatedContract Perpetual(FuturesVenue venue, int popularity, ContractForm form, long opened)
    {
        SimulatedAsset coin = _underlyings[popularity];
        ulong seed = CounterHash.Seed(venue.Seed, $"{coin.Symbol} {form.Word()}");
        long earliest = Math.Max(opened, Math.Min(coin.Launched ?? opened, _now - (8 * Day)));
        double age = CounterHash.Unit(seed, 1);
        long listed = earliest + (long)((_now - earliest - (7 * Day)) * (popularity < 3 ? 0.02 * age : age * age));
        (string whileTrading, string? afterwards, bool trades) = Fate(venue, popularity);
        long? ended = afterwards is null ? null : listed + (3 * Day) + (long)((_now - listed - (4 * Day)) * (0.2 + (0.75 * CounterHash.Unit(seed, 3))));
        SimulatedContract contract = Create(venue, popularity, form, seed, listed, ended, expiry: null, trades) with
        {
            StatusWhileTrading = whileTrading,
            StatusAfterwards = afterwards ?? InstrumentStatus.Retired,
        };
        return trades ? ContractHistories.Add(contract, venue, popularity, seed, listed, ended, _now) : contract;
    }

    private SimulatedContract Dated(FuturesVenue venue, int popularity, ContractForm form, long expiry)
    {
        ulong seed = CounterHash.Seed(venue.Seed, string.Create(CultureInfo.InvariantCulture, $"{_underlyings[popularity].Symbol} {form.Word()} {expiry}"));
        long listed = expiry - DatedLife + CounterHash.Below(seed, 1, Day / 2);
        long ended = expiry - 1 - CounterHash.Below(seed, 2, 60);
        return ContractHistories.Add(Create(venue, popularity, form, seed, listed, ended, expiry, trades: true), venue, popularity, seed, listed, ended, _now);
    }

    /// <summary>Every fate is met on every venue with enough contracts, whatever the seed; the greatest coins just trade.</summary>
    private static (string WhileTrading, string? Afterwards, bool Trades) Fate(FuturesVenue venue, int popularity)
    {
        if (venue.Description.IsRetired)
        {
            return (InstrumentStatus.Active, InstrumentStatus.Retired, true);
        }

        return popularity < 3 ? (InstrumentStatus.Active, null, true) : ((popularity + venue.Place) % 8) switch
        {
            2 => (InstrumentStatus.Active, InstrumentStatus.Retired, true),
            4 => (InstrumentStatus.Active, InstrumentStatus.ReadyForDecommissioning, true),
            5 => (InstrumentStatus.Ignored, null, true),
            7 => (InstrumentStatus.Active, null, false),
            _ => (InstrumentStatus.Active, null, true),
        };
    }

    private SimulatedContract Create(
        FuturesVenue venue, int popularity, ContractForm form, ulong seed, long listed, long? ended, long? expiry, bool trades)
    {
        SimulatedAsset coin = _underlyings[popularity];
        SimulatedAsset quote = Asset(form == ContractForm.Inverse ? "USD" : "USDT");
        string term = expiry is long end ? DateTimeOffset.FromUnixTimeSeconds(end).ToString("yyyyMMdd", CultureInfo.InvariantCulture) : "PERPETUAL";
        bool isCheap = coin.Price!.Reference < 0.01;
        int? decimals = form == ContractForm.Inverse ? null : isCheap ? 0 : 3;
        return new SimulatedContract
        {
            Market = venue.Market,
            Underlying = coin,
            Quote = quote,
            Settlement = form switch { ContractForm.Vanilla => quote, ContractForm.Inverse => coin, _ => Asset("USDC") },
            Form = form,
            Mapped = $"{coin.Symbol}-{quote.Symbol}-{form.Word()}-{term}",
            Raw = ContractNames.Raw(venue.Description.Style, coin.Symbol, quote.Symbol, form, term),
            Expiry = expiry,
            StatusWhileTrading = InstrumentStatus.Active,
            StatusAfterwards = InstrumentStatus.Expired,
            Size = form == ContractForm.Inverse ? new ContractSize(coin.Symbol == "BTC" ? 100 : 10, IsInverse: true)
                : new ContractSize(isCheap ? 1 : 0.001, IsInverse: false),
            MappedOn = Math.Max(1_646_923_899, listed - 3600),
            HistoShard = string.Create(CultureInfo.InvariantCulture, $"PG_COLLECT_{1 + ((venue.Place + 3) % 9):00}"),
            Trades = trades ? Series(venue, coin, quote, popularity, seed, listed, ended, decimals) : null,
        };
    }

    private static GeneratedSeries Series(
        FuturesVenue venue, SimulatedAsset coin, SimulatedAsset quote, int popularity, ulong seed, long listed, long? ended, int? decimals)
    {
        double interest = popularity + 1;
        double tradesPerDay = BusiestTradesPerDay * venue.Description.Weight / interest * (0.5 + CounterHash.Unit(seed, 4));
        double least = venue.Description.Weight < 0.001 ? 2 : 40;

        // Underlyings are chosen for having a price, and so has money.
        PairPrice price = new(coin.Price!, quote.Price!, seed, Math.Min(0.002, coin.Price!.Swing / 100));
        return new GeneratedSeries(seed, price, new Liveliness(Math.Max(least, tradesPerDay), 600 + (3_000 / interest), UnknownShare: 0), listed, ended, decimals);
    }

    private SimulatedAsset Asset(string symbol) => _assets.Find(symbol) ?? throw new InvalidOperationException(symbol);
}
