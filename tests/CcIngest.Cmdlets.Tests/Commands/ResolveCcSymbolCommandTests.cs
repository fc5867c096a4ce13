using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class ResolveCcSymbolCommandTests : CmdletTests
{
    [Fact]
    public void Takes_the_main_book_and_names_the_dark_pool_and_the_reason()
    {
        Session.ConnectFilledStore();
        SymbolRecord dark = Session.Call("Get-CcSymbol").At("kraken", "*.d").RunWell().Single<SymbolRecord>();

        ResolvedSymbol resolved = Session.Call("Resolve-CcSymbol").At(dark.NativeSymbol, "kraken").RunWell().Single<ResolvedSymbol>();

        Assert.Equal(dark.NativeSymbol[..^2], resolved.NativeSymbol);
        Assert.Equal([dark.NativeSymbol], resolved.Others);
        Assert.StartsWith("The first of 2: ACTIVE before others", resolved.Reason, StringComparison.Ordinal);
    }
}
