using CcIngest.Model;

namespace CcIngest.Reliability;

/// <summary>All that two stores must agree on, and what a store must not have.</summary>
internal sealed record StoreState
{
    /// <summary>By table, the number of its rows and the SHA-256 over them in key order, clock columns left out.</summary>
    public required IReadOnlyDictionary<string, TableState> Tables { get; init; }

    /// <summary>By series, its coverage: stretches and their states, in order.</summary>
    public required IReadOnlyDictionary<string, string> Coverage { get; init; }

    /// <summary>Rows whose key is there more than once.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Periods that coverage calls complete and that have no row, rows that coverage does not call complete, and gaps or overlaps of coverage.</summary>
    public required long Holes { get; init; }

    /// <summary>Stretches that are still asked for.</summary>
    public required long Pending { get; init; }

    /// <summary>Rows of the dead letters and of the revisions.</summary>
    public required long DeadLetters { get; init; }

    public required long Revisions { get; init; }

    /// <summary>How many runs have which outcome.</summary>
    public required IReadOnlyDictionary<string, long> Runs { get; init; }

    /// <summary>What the engine itself finds wrong; empty when nothing.</summary>
    public required string Damage { get; init; }

    /// <summary>
    /// What is wrong with the books of so many runs, the last of which came to its end; one may have died before it wrote its first row, and
    /// every one that died later must have been found by a later one.
    /// </summary>
    public IReadOnlyList<string> RunProblems(int runs, int kills)
    {
        long abandoned = Runs.GetValueOrDefault(nameof(RunOutcome.Abandoned));
        return [.. new (bool IsWrong, string Text)[]
        {
            (Runs.Values.Sum() > runs, $"cc_runs has {Runs.Values.Sum()} runs, though only {runs} were started."),
            (Runs.ContainsKey(nameof(RunOutcome.Running)), "A run is still called Running."),
            (abandoned > kills, $"{abandoned} runs are called Abandoned after {kills} kills."),
            (!Runs.ContainsKey(nameof(RunOutcome.Complete)), "No run is recorded as Complete."),
        }.Where(problem => problem.IsWrong).Select(problem => problem.Text)];
    }

    /// <summary>What is wrong with this store, in sentences; empty when it is as the clean one.</summary>
    public IReadOnlyList<string> DifferencesFrom(StoreState clean)
    {
        List<string> found = [];
        foreach ((string table, TableState expected) in clean.Tables)
        {
            if (Tables[table] != expected)
            {
                found.Add($"{table} has {Tables[table]}, the clean run {expected}.");
            }
        }

        foreach (string series in clean.Coverage.Keys.Union(Coverage.Keys))
        {
            string here = Coverage.GetValueOrDefault(series, "nothing");
            string there = clean.Coverage.GetValueOrDefault(series, "nothing");
            if (here != there)
            {
                found.Add($"The coverage of {series} is {here}, the clean run's {there}.");
            }
        }

        Expect(Duplicates, 0, "duplicates");
        Expect(Holes, 0, "holes");
        Expect(Pending, 0, "pending stretches");
        Expect(DeadLetters, clean.DeadLetters, "dead letters");
        Expect(Revisions, clean.Revisions, "revisions");
        if (Damage.Length > 0)
        {
            found.Add($"The engine finds: {Damage}");
        }

        return found;

        void Expect(long here, long expected, string what)
        {
            if (here != expected)
            {
                found.Add($"{here} {what}, expected {expected}.");
            }
        }
    }
}

/// <param name="Hash">64 hexadecimal digits.</param>
internal sealed record TableState(long Rows, string Hash)
{
    public override string ToString() => $"{Rows} rows with hash {Hash}";
}
