using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.TestSupport;

/// <summary>Leases in their plainest form. The store's clock stands still unless a test moves <see cref="Now"/>.</summary>
public sealed class InMemoryLeases : IRunLeases
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RunHolder> _runs = [];
    private readonly Dictionary<LeaseKey, string> _series = [];

    public DateTime Now { get; set; } = new(2026, 1, 15, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>Runs whose lease somebody else has ended.</summary>
    public List<string> Ended { get; } = [];

    public int Renewals { get; private set; }

    public IReadOnlyDictionary<LeaseKey, string> Series
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<LeaseKey, string>(_series);
            }
        }
    }

    public Task OpenAsync(RunHolder holder, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _runs[holder.RunId] = holder with { RenewedAt = Now };
        }

        return Task.CompletedTask;
    }

    public Task<bool> RenewAsync(string runId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Renewals++;
            return Task.FromResult(_runs.ContainsKey(runId) && (_runs[runId] = _runs[runId] with { RenewedAt = Now }) is not null);
        }
    }

    public Task<IReadOnlyList<RunHolder>> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<RunHolder>>([.. _runs.Values.Select(run => run with { SeenAt = Now })]);
        }
    }

    public Task<bool> EndAsync(RunHolder dead, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            bool isSame = _runs.TryGetValue(dead.RunId, out RunHolder? now) && now.RenewedAt == dead.RenewedAt;
            if (isSame)
            {
                Ended.Add(dead.RunId);
                Remove(dead.RunId);
            }

            return Task.FromResult(isSame);
        }
    }

    public Task<int> EndUnleasedAsync(CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<IReadOnlyList<HeldLease>> TakeAsync(string runId, IReadOnlyCollection<LeaseKey> keys, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Hold(runId);
        lock (_lock)
        {
            foreach (LeaseKey key in keys)
            {
                _series.TryAdd(key, runId);
            }

            return Task.FromResult<IReadOnlyList<HeldLease>>([.. keys.Where(key => _series[key] != runId).Select(key => new HeldLease(key, _series[key]))]);
        }
    }

    public Task GiveBackAsync(string runId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (LeaseKey key in _series.Where(taken => taken.Value == runId).Select(taken => taken.Key).ToArray())
            {
                _series.Remove(key);
            }
        }

        return Task.CompletedTask;
    }

    public Task CloseAsync(string runId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Remove(runId);
        }

        return Task.CompletedTask;
    }

    internal void Hold(string runId)
    {
        lock (_lock)
        {
            if (!_runs.ContainsKey(runId))
            {
                throw LeaseLost.By(runId);
            }
        }
    }

    private void Remove(string runId)
    {
        _runs.Remove(runId);
        GiveBackAsync(runId, CancellationToken.None);
    }
}
