namespace CcIngest.Sources;

/// <summary>The two API families, each at its own address.</summary>
internal enum CcDataHost
{
    DataApi,
    MinApi,
}

/// <summary>A request to one of the two families. Every endpoint costs one call, and repeating a parameter is wrong at both: a list is one parameter.</summary>
internal sealed class CcDataRequest(CcDataHost host, string path) : SourceRequest(path)
{
    public CcDataHost Host => host;
}
