namespace CcIngest.Simulator;

/// <summary>Gives a contract that trades its funding rates and its open interest.</summary>
internal static class ContractHistories
{
    private const long Day = 86400, EightHours = 28_800;

    /// <summary>All open positions in the greatest coin on a venue of weight 1, USD.</summary>
    private const double GreatestInterest = 8e9;

    /// <param name="contract">The contract; the result is a copy.</param>
    /// <param name="venue">Its venue.</param>
    /// <param name="popularity">The place of its underlying, from 0.</param>
    /// <param name="seed">The contract's own.</param>
    /// <param name="listed">Its first trade, Unix seconds.</param>
    /// <param name="ended">Its last one; null while trading goes on.</param>
    /// <param name="now">The present, Unix seconds.</param>
    public static SimulatedContract Add(
        SimulatedContract contract, FuturesVenue venue, int popularity, ulong seed, long listed, long? ended, long now)
    {
        double weight = venue.Description.Weight;
        ulong fundingSeed = CounterHash.Seed(seed, "funding");
        ulong interestSeed = CounterHash.Seed(seed, "open interest");

        // Rates are announced from the first whole eight hours on; open interest was watched later than trades.
        long funded = listed - (listed % EightHours) + EightHours;
        long watched = listed + CounterHash.Below(interestSeed, 1, Math.Clamp(((ended ?? now) - listed) / 4, 1, 30 * Day));
        FundingInterval[] intervals = Intervals(venue, popularity, listed, ended ?? now);
        EventTimes rates = new(fundingSeed, weight < 0.001 ? 1.5 : 500 + (4_000 * weight), funded, ended is null ? null : ended - 20);
        EventTimes messages = new(interestSeed, weight < 0.001 ? 1.5 : 300 + (8_000 * weight), watched, ended is null ? null : ended - 30);

        // Underlyings are chosen for having a price, and so has money.
        PairPrice mark = new(contract.Underlying.Price!, contract.Quote.Price!, venue.Seed, 0.0005);
        double amount = GreatestInterest * Math.Max(0.001, weight) / (popularity + 1) / contract.Underlying.Price!.Reference;
        return contract with
        {
            Funding = contract.Expiry is null ? new FundingHistory(contract, CounterHash.Seed(fundingSeed, "rates"), rates, intervals) : null,
            OpenInterest = new OpenInterestHistory(contract, CounterHash.Seed(interestSeed, "amounts"), messages, mark, amount),
        };
    }

    /// <summary>Eight hours as a rule and one where the venue settles hourly; a third of the contracts went from eight over four to one.</summary>
    private static FundingInterval[] Intervals(FuturesVenue venue, int popularity, long listed, long end)
    {
        if (venue.Description.Style == ContractStyle.Bare)
        {
            return [new FundingInterval(listed, FundingInterval.Hour)];
        }

        FundingInterval eight = new(listed, 8 * FundingInterval.Hour);
        long Into(double share) => (listed + (long)((end - listed) * share)) / EightHours * EightHours;
        return popularity % 3 == 1
            ? [eight, new FundingInterval(Into(0.5), 4 * FundingInterval.Hour), new FundingInterval(Into(0.8), FundingInterval.Hour)]
            : [eight];
    }
}
