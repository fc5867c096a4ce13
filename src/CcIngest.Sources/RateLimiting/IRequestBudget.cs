namespace CcIngest.Sources;

/// <summary>
/// The requests that a key may send in each of the server's windows. One budget serves one scope (a key, or an address without one); its holder
/// may be this process or something that several processes share. Safe for several threads.
/// </summary>
internal interface IRequestBudget : IAsyncDisposable
{
    /// <summary>How long a request of this weight would wait for a window's end if it came now: an estimate, zero when there is room.</summary>
    TimeSpan ExpectedWait(int weight);

    /// <summary>What is known of the windows now; empty before the first answer.</summary>
    BudgetRecord Known { get; }

    /// <summary>Waits until a request of this weight fits into every window, and counts it as under way. Each one ends with <see cref="CompleteAsync"/>.</summary>
    /// <param name="weight">What the request costs, in calls; at least 1.</param>
    /// <param name="waits">Told how long it will take, when the request must wait for a window's end, and again when that gets longer.</param>
    ValueTask AcquireAsync(int weight, Action<TimeSpan>? waits, CancellationToken cancellationToken);

    /// <summary>The request has ended. <paramref name="report"/> is what its answer said of the windows; null when there was no answer.</summary>
    ValueTask CompleteAsync(int weight, RateReport? report, CancellationToken cancellationToken);

    /// <summary>Takes in what the server said elsewhere, for example at its rate-limit endpoint.</summary>
    ValueTask ObserveAsync(RateReport report, CancellationToken cancellationToken);
}
