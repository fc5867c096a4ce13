using System.Threading.RateLimiting;

namespace CcIngest.Sources;

/// <summary>A budget that this process holds alone.</summary>
internal sealed class ProcessBudget(TimeProvider time) : IRequestBudget
{
    private readonly WindowRateLimiter _limiter = new(time);

    public TimeSpan ExpectedWait(int weight) => _limiter.ExpectedWait(weight);

    public BudgetRecord Known => _limiter.Known;

    public async ValueTask AcquireAsync(int weight, Action<TimeSpan>? waits, CancellationToken cancellationToken)
    {
        if (_limiter.ExpectedWait(weight) is { Ticks: > 0 } wait)
        {
            waits?.Invoke(wait);
        }

        using RateLimitLease lease = await _limiter.AcquireAsync(weight, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask CompleteAsync(int weight, RateReport? report, CancellationToken cancellationToken)
    {
        _limiter.Complete(weight, report);
        return ValueTask.CompletedTask;
    }

    public ValueTask ObserveAsync(RateReport report, CancellationToken cancellationToken)
    {
        _limiter.Observe(report);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _limiter.DisposeAsync();
}
