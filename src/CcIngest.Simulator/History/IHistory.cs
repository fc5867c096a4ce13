namespace CcIngest.Simulator;

/// <summary>The records of one kind that one instrument has: candles, funding rates, open interest or an index. Times are Unix seconds.</summary>
internal interface IHistory
{
    /// <summary>The shortest period there are records of, in seconds.</summary>
    int FinestPeriod => 60;

    /// <summary>The instrument's status at <paramref name="now"/>.</summary>
    string StatusAt(long now);

    /// <summary>When its records begin and end, seen from <paramref name="now"/>; null without any.</summary>
    HistorySpan? SpanAt(long now);

    /// <summary>Rows from the period at <paramref name="first"/> on, one after the other, as known at <paramref name="now"/>.</summary>
    IHistoryPage Open(Period period, RowGroups groups, long first, long now);
}

/// <summary>The seconds of the first and the last record, and whether there will be no more.</summary>
internal readonly record struct HistorySpan(long First, long Last, bool HasEnded);

/// <summary>Writes rows in the order of their times, since a row begins where the one before ended.</summary>
internal interface IHistoryPage
{
    /// <summary>The most bytes a row takes.</summary>
    int LongestRow { get; }

    /// <summary>Writes the row of the next period and says how many bytes it took.</summary>
    /// <param name="start">The next period's start.</param>
    /// <param name="fill">Without it, a period in which nothing happened is not written: 0 bytes.</param>
    /// <param name="target">At least <see cref="LongestRow"/> bytes.</param>
    int WriteNext(long start, bool fill, Span<byte> target);
}
