using System.Globalization;

namespace CcIngest.Simulator;

/// <summary>All assets: real names first, then made-up ones. Ids do not depend on the seed.</summary>
internal sealed class AssetCatalogue
{
    private const int FirstMadeUpId = 100_000;
    private static readonly string[] Syllables =
        ["ba", "cor", "den", "fi", "gal", "hex", "io", "ka", "lum", "mor", "nex", "or", "pan", "qua", "ri", "sol", "tra", "ux", "ver", "wen", "yot", "zu"];

    private static readonly string[] Endings = ["Protocol", "Network", "Token", "Finance", "Chain", "Coin", "DAO", "Labs"];

    private readonly List<SimulatedAsset> _assets = [];
    private readonly Dictionary<string, SimulatedAsset> _bySymbol = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _uris = [];
    private readonly ulong _seed;
    private readonly long _now;

    /// <param name="seed">For prices and numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="now">Unix seconds; records are not younger.</param>
    public AssetCatalogue(ulong seed, int count, long now)
    {
        _seed = CounterHash.Seed(seed, "assets");
        _now = now;
        foreach (KnownAsset known in KnownAssets.All.Take(count))
        {
            Add(known);
        }

        while (_assets.Count < count)
        {
            AddMadeUp();
        }
    }

    public IReadOnlyList<SimulatedAsset> All => _assets;

    public SimulatedAsset? Find(string symbol) => _bySymbol.GetValueOrDefault(symbol);

    /// <summary>The asset of a recording, made when nobody knows it.</summary>
    public SimulatedAsset FindOrAdd(string symbol) => Find(symbol)
        ?? Add(new KnownAsset(FirstMadeUpId + _assets.Count, symbol, $"{symbol} Coin", "TOKEN", 1, 1e8, 8, null));

    private void AddMadeUp()
    {
        int place = _assets.Count;
        ulong seed = CounterHash.Seed(_seed, "name");
        string word = string.Concat(Enumerable.Range(0, 3).Select(part => Syllables[CounterHash.Below(seed, (place * 4) + part, Syllables.Length)]));
        string letters = word.ToUpperInvariant();
        string symbol = letters[..Math.Min(4, letters.Length)];
        if (_bySymbol.ContainsKey(symbol))
        {
            symbol = letters;
        }

        if (_bySymbol.ContainsKey(symbol))
        {
            symbol = string.Create(CultureInfo.InvariantCulture, $"{letters}{place}");
        }

        string name = $"{letters[0]}{word[1..]} {Endings[CounterHash.Below(seed, (place * 4) + 3, Endings.Length)]}";

        // From ten cents over a thousandth to a hundred dollars: small prices are what breaks number formats.
        double[] magnitudes = [0.1, 2, 0.001, 30, 0.00002, 0.5];
        double price = magnitudes[place % magnitudes.Length] * (0.5 + CounterHash.Unit(seed, -place - 1));
        Add(new KnownAsset(FirstMadeUpId + place, symbol, name, place % 3 == 0 ? "BLOCKCHAIN" : "TOKEN", price, 1e8 / price, 18, 2019_01_01 + (place % 28)));
    }

    private SimulatedAsset Add(KnownAsset known)
    {
        int place = _assets.Count;
        ulong seed = CounterHash.Seed(_seed, known.Symbol);
        string uri = string.Join('-', known.Name.ToLowerInvariant().Split([' ', '.', '(', ')'], StringSplitOptions.RemoveEmptyEntries));
        if (!_uris.Add(uri))
        {
            uri = string.Create(CultureInfo.InvariantCulture, $"{uri}-{known.Id}");
            _uris.Add(uri);
        }

        long createdOn = Math.Min(_now - 86400, 1_659_708_643 + (place * 41_117L));
        SimulatedAsset asset = new()
        {
            Id = known.Id,
            Symbol = known.Symbol,
            Name = known.Name,
            Type = known.Type,
            Uri = uri,
            Place = place,
            Price = known.Price is double reference ? new AssetPrice(seed, reference, known.Swing) : null,
            Supply = known.Supply,
            Decimals = known.Decimals,
            Launched = known.Launched is int day ? UnixDay(day) : null,
            CreatedOn = createdOn,
            UpdatedOn = place % 23 == 22 ? null : createdOn + CounterHash.Below(seed, 1, _now - createdOn),
            IdLegacy = place % 9 == 8 ? null : (int)(1_000 + CounterHash.Below(seed, 2, 900_000)),
            Seed = seed,
        };
        _assets.Add(asset);
        _bySymbol.Add(asset.Symbol, asset);
        return asset;
    }

    /// <param name="yearMonthDay">yyyymmdd.</param>
    public static long UnixDay(int yearMonthDay) =>
        new DateTimeOffset(yearMonthDay / 10_000, yearMonthDay / 100 % 100, yearMonthDay % 100, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
}
