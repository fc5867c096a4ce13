namespace CcIngest.Simulator;

/// <summary>What a contract is settled and counted in.</summary>
internal enum ContractForm
{
    /// <summary>Linear: quoted and settled in a stable coin, counted in the underlying.</summary>
    Vanilla,

    /// <summary>Quoted in dollars, counted in dollars, settled in the underlying.</summary>
    Inverse,

    /// <summary>Settled in neither.</summary>
    Quanto,
}

internal static class ContractForms
{
    /// <summary>The API's word: DENOMINATION_TYPE.</summary>
    public static string Word(this ContractForm form) => form switch
    {
        ContractForm.Vanilla => "VANILLA",
        ContractForm.Inverse => "INVERSE",
        _ => "QUANTO",
    };
}
