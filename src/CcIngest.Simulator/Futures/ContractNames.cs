namespace CcIngest.Simulator;

/// <summary>What a venue itself calls its contracts.</summary>
internal static class ContractNames
{
    private const string Perpetual = "PERPETUAL";

    /// <param name="style">The venue's.</param>
    /// <param name="term">PERPETUAL or yyyyMMdd.</param>
    public static string Raw(ContractStyle style, string coin, string quote, ContractForm form, string term)
    {
        bool isPerpetual = term == Perpetual;
        string day = isPerpetual ? "" : term[2..];
        return style switch
        {
            ContractStyle.Joined when !isPerpetual => $"{coin}{quote}_{day}",
            ContractStyle.Joined => form == ContractForm.Inverse ? $"{coin}{quote}_PERP" : $"{coin}{quote}",
            ContractStyle.Dashed => $"{coin}-{quote}-{(isPerpetual ? "SWAP" : day)}",
            ContractStyle.Prefixed when isPerpetual => form == ContractForm.Inverse ? $"PI_{coin}{quote}" : $"PF_{coin}{quote}",
            ContractStyle.Prefixed => form == ContractForm.Inverse ? $"FI_{coin}{quote}_{day}" : $"FF_{coin}{quote}_{day}",
            _ => coin,
        };
    }
}
