namespace CcIngest.Simulator;

/// <summary>All families of indices. The first has every asset with a price, the second the greater ones.</summary>
internal sealed class IndexCatalogue
{
    private const long Day = 86400;

    /// <summary>Updates a day of the greatest index; one of the smallest family's obscure assets has some hundred.</summary>
    private const double BusiestUpdatesPerDay = 400_000;

    /// <summary>Of the greatest assets there are indices in other money than dollars.</summary>
    private const int WithOtherQuotes = 10;

    private const int GreaterAssets = 30;

    private static readonly string[] Quotes = ["USD", "EUR", "USDT"];

    public IndexCatalogue(ulong seed, AssetCatalogue assets, long start, long now)
    {
        SimulatedAsset[] bases = [.. assets.All.Where(asset => asset.CanBeBase), .. assets.All.Where(asset => !asset.CanBeBase && asset.Price is not null)];
        Families = [Family("cadli", hasTiers: true, bases), Family("ccix", hasTiers: false, [.. bases.Take(GreaterAssets)])];

        IndexFamily Family(string name, bool hasTiers, SimulatedAsset[] members)
        {
            IEnumerable<SimulatedIndex> indices =
                from member in members.Index()
                from quote in Quotes.Take(member.Index < WithOtherQuotes ? Quotes.Length : 1)
                where member.Item.Symbol != quote
                select Index(name, hasTiers, member.Item, member.Index, quote);
            return new IndexFamily(name, hasTiers, indices.ToDictionary(index => index.Name, StringComparer.Ordinal));
        }

        SimulatedIndex Index(string family, bool hasTiers, SimulatedAsset coin, int popularity, string quote)
        {
            string name = $"{coin.Symbol}-{quote}";
            ulong own = CounterHash.Seed(seed, $"index {family} {name}");
            long first = Math.Clamp(coin.Launched ?? start, start, now - (2 * Day)) + CounterHash.Below(own, 1, Day);
            long? last = popularity % 29 == 28 ? first + ((now - first) / 2) : null;

            // Bases are chosen for having a price, and so has money.
            PairPrice price = new(coin.Price!, assets.Find(quote)!.Price!, own, Math.Min(0.0002, coin.Price!.Swing / 500));
            double updates = Math.Max(300, BusiestUpdatesPerDay / (popularity + 1));
            GeneratedSeries series = new(own, price, new Liveliness(updates, 600, UnknownShare: 0), first, last);
            return new SimulatedIndex(family, name, hasTiers, series);
        }
    }

    public IReadOnlyList<IndexFamily> Families { get; }

    /// <summary>By name; the API lower-cases what it gets.</summary>
    public IndexFamily? Find(string name) =>
        Families.FirstOrDefault(family => family.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
