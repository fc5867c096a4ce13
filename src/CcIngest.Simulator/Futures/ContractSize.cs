namespace CcIngest.Simulator;

/// <summary>How much one contract is: an amount of the underlying, or for an inverse contract an amount of dollars.</summary>
/// <param name="Amount">In units of the contract currency.</param>
/// <param name="IsInverse">Whether the contract currency is the quote: then amounts of coins follow from whole contracts.</param>
internal sealed record ContractSize(double Amount, bool IsInverse)
{
    /// <summary>
    /// Counts the contracts of a candle. Where they are dollars, the amount of coins becomes what so many whole contracts are worth at the side's
    /// average price, so that contracts times their size is the quote volume up to the last decimal of the amount, as at the API.
    /// </summary>
    public void Count(ref Candle candle, Precision precision)
    {
        if (!candle.HasTrades)
        {
            return;
        }

        if (!IsInverse)
        {
            candle.Contracts = (long)Math.Round(precision.Volume(candle.Volume) / Amount);
            return;
        }

        candle.Contracts = 0;
        Whole(ref candle, ref candle.VolumeBuy, ref candle.QuoteVolumeBuy, precision);
        Whole(ref candle, ref candle.VolumeSell, ref candle.QuoteVolumeSell, precision);
        Whole(ref candle, ref candle.VolumeUnknown, ref candle.QuoteVolumeUnknown, precision);
        candle.Volume = candle.VolumeBuy + candle.VolumeSell + candle.VolumeUnknown;
    }

    private void Whole(ref Candle candle, ref long volume, ref double quoteVolume, Precision precision)
    {
        if (volume == 0)
        {
            return;
        }

        double price = quoteVolume / precision.Volume(volume);
        long contracts = Math.Max(1, (long)Math.Round(quoteVolume / Amount));
        volume = Math.Max(1, (long)Math.Round(contracts * Amount / price * PowersOfTen.Of(precision.VolumeDecimals)));
        quoteVolume = precision.Volume(volume) * price;
        candle.Contracts += contracts;
    }
}
