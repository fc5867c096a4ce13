using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Cmdlets;

/// <summary>
/// What completion knows of one store, for as long as somebody holds its handle. The prompt waits for the store so briefly that nobody sees it: what
/// comes later is there at the next key press, and until then older words are offered. A store that does not answer offers nothing. Safe for several
/// threads.
/// </summary>
internal sealed class StoreWords
{
    // Somebody else's writing is seen after this long; that of this process at once.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(15);

    // Completion in under 50 ms; the rest is PowerShell's.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(40);

    // The first read from a file of this machine also loads the driver, and an empty answer would make the shell offer file names instead.
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(2);

    private static readonly ConditionalWeakTable<ConnectedStore, StoreWords> Stores = [];
    private static long _writes;

    private readonly ConcurrentDictionary<string, Known> _answers = new(StringComparer.Ordinal);
    private readonly ConnectedStore _store;
    private bool _hasAnswered;

    private StoreWords(ConnectedStore store) => _store = store;

    /// <summary>A question to an open store.</summary>
    public delegate Task<IReadOnlyList<CompletionWord>> Question(IMarketDataStore store, CancellationToken cancellationToken);

    public static StoreWords Of(ConnectedStore store) => Stores.GetValue(store, one => new StoreWords(one));

    /// <summary>This process has written to a store: what is known may be wrong.</summary>
    public static void Outdate() => Interlocked.Increment(ref _writes);

    /// <summary>Asks before anybody presses a key, and waits for nothing.</summary>
    public void Prepare(string name, Question question) => Refresh(_answers.GetOrAdd(name, _ => new Known()), question);

    /// <param name="name">The same for the same question.</param>
    public IReadOnlyList<CompletionWord> Answer(string name, Question question)
    {
        Known known = _answers.GetOrAdd(name, _ => new Known());
        if (!known.IsFresh)
        {
            TimeSpan patience = !Volatile.Read(ref _hasAnswered) && _store.Engine == StoreEngines.Sqlite ? FirstPatience : Patience;
            AsyncCmdlet.WaitBriefly(Refresh(known, question), patience);
        }

        return known.Words;
    }

    private Task Refresh(Known known, Question question)
    {
        lock (known)
        {
            if (known.Reading.IsCompleted && !known.IsFresh)
            {
                known.Reading = Task.Run(() => ReadAsync(known, question));
            }

            return known.Reading;
        }
    }

    private async Task ReadAsync(Known known, Question question)
    {
        long writes = Interlocked.Read(ref _writes);
        using CancellationTokenSource ending = new(LongestRead);
        try
        {
            IMarketDataStore store = await MarketDataStores
                .OpenAsync(RunspaceConnections.OptionsOf(_store), TimeProvider.System, NullLoggerFactory.Instance, ending.Token).ConfigureAwait(false);
            await using (store.ConfigureAwait(false))
            {
                IReadOnlyList<CompletionWord> words = await question(store, ending.Token).ConfigureAwait(false);
                known.Set(words, writes);
                Volatile.Write(ref _hasAnswered, true);
            }
        }
        catch (Exception failure) when (failure is IngestException or OperationCanceledException)
        {
            known.Set(known.Words, writes, hasFailed: true);
        }
    }

    /// <summary>The last answer to one question, and the reading that is under way.</summary>
    private sealed class Known
    {
        private State _state = new([], null, 0, TimeSpan.Zero);

        public Task Reading { get; set; } = Task.CompletedTask;

        public IReadOnlyList<CompletionWord> Words => Volatile.Read(ref _state).Words;

        public bool IsFresh => Volatile.Read(ref _state) is { At: { } at } state && TimeProvider.System.GetElapsedTime(at) < state.FreshFor
            && state.Writes == Interlocked.Read(ref _writes);

        public void Set(IReadOnlyList<CompletionWord> words, long writes, bool hasFailed = false) =>
            Volatile.Write(ref _state, new State(words, TimeProvider.System.GetTimestamp(), writes, hasFailed ? RetryAfter : Fresh));

        private sealed record State(IReadOnlyList<CompletionWord> Words, long? At, long Writes, TimeSpan FreshFor);
    }
}
