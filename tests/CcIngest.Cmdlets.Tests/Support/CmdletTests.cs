namespace CcIngest.Cmdlets.Tests;

/// <summary>What tests of cmdlets have in common: a session each.</summary>
public abstract class CmdletTests : IAsyncLifetime
{
    private ModuleSession? _session;

    internal ModuleSession Session => _session ?? throw new InvalidOperationException("The test has not begun.");

    public virtual async Task InitializeAsync() => _session = new ModuleSession(await SharedMarket.Instance);

    public virtual Task DisposeAsync()
    {
        Session.Dispose();
        return Task.CompletedTask;
    }
}
