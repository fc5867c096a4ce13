using System.Data.Common;
using System.Globalization;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// Reads coverage in outline. Many series of a venue are read by one pass over the venue's part of the key, few by looking each one up; where the driver takes
/// long for a row, the engine puts those of a series into one.
/// </summary>
internal sealed class CoverageOutlines
{
    /// <summary>Symbols in one IN list.</summary>
    private const int ListSize = 500;

    /// <summary>Series of a venue that are looked up without asking how much else it has.</summary>
    private const int FewSeries = 16;

    /// <summary>
    /// A pass over the venue reads all its series at all intervals. It is worth it up to so many rows for each series that is asked for: looking one up
    /// costs as much.
    /// </summary>
    private const int RowsOfPass = 16;

    private static readonly Dataset Table = Bookkeeping.Coverage;

    private readonly SqlStore _store;
    private readonly DbConnection _connection;
    private readonly SeriesKey _any;
    private readonly Dictionary<string, CoverageOutline> _outlines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _overlapping = new(StringComparer.Ordinal);

    /// <param name="any">One of the series, which differ in their symbol only.</param>
    private CoverageOutlines(SqlStore store, DbConnection connection, SeriesKey any) => (_store, _connection, _any) = (store, connection, any);

    public static async Task<IReadOnlyList<CoverageOutline>> ReadAsync(
        SqlStore store, DbConnection connection, IReadOnlyCollection<SeriesKey> series, CancellationToken cancellationToken)
    {
        CoverageOutline[] outlines = new CoverageOutline[series.Count];
        foreach (IGrouping<(string, string, Interval), (int Index, SeriesKey Key)> group in series.Index()
            .GroupBy(one => (one.Item.Dataset, one.Item.Exchange, one.Item.Interval)))
        {
            CoverageOutlines reading = new(store, connection, group.First().Key);
            foreach ((_, SeriesKey key) in group)
            {
                reading._outlines.TryAdd(key.Symbol, new CoverageOutline(key));
            }

            await reading.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach ((int index, SeriesKey key) in group)
            {
                outlines[index] = reading._outlines[key.Symbol];
            }
        }

        return outlines;
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyCollection<string> single = _outlines.Count <= FewSeries || await HasMoreRowsAsync(_outlines.Count * (long)RowsOfPass, cancellationToken).ConfigureAwait(false)
            ? _outlines.Keys
            : await PassAsync(cancellationToken).ConfigureAwait(false);
        foreach (string[] chunk in single.Chunk(ListSize))
        {
            await ReadRowsAsync(chunk, cancellationToken).ConfigureAwait(false);
        }

        // Later runs count over earlier ones there, and that takes the evidence.
        if (_overlapping.Count > 0)
        {
            foreach (CoverageMap map in await CoverageRows.ReadAsync(
                _store, _connection, [.. _overlapping.Select(symbol => _any with { Symbol = symbol })], cancellationToken).ConfigureAwait(false))
            {
                _outlines[map.Series.Symbol] = CoverageOutline.Of(map);
            }
        }
    }

    /// <summary>Whether the venue has more rows than this, at all intervals; looks at no more than that.</summary>
    private async Task<bool> HasMoreRowsAsync(long rows, CancellationToken cancellationToken)
    {
        DbCommand command = Command(string.Create(
            CultureInfo.InvariantCulture, $"SELECT 1 FROM {_store.Dialect.Name(Table)} WHERE {Name("dataset")} = @p0 AND {Name("exchange")} = @p1 LIMIT 1 OFFSET {rows}"));
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null;
        }
    }

    /// <returns>The symbols of which the pass could not tell, to be read singly.</returns>
    private async Task<IReadOnlyCollection<string>> PassAsync(CancellationToken cancellationToken)
    {
        if (_store.Dialect.JoinedRows([Name("from_time"), Name("to_time"), IsOfStore, Name("state")]) is not { } joined)
        {
            await ReadRowsAsync([], cancellationToken).ConfigureAwait(false);
            return [];
        }

        List<string> single = [];
        List<CoverageStretch> stretches = [];
        ILookup<string, string>? byTrimmed = null;

        // MySQL takes two names for one when only blanks at their end differ. Grouped by their length as well they would be told apart, but not by the key:
        // the engine sorts all rows then, which takes three times as long.
        DbCommand command = Command(
            $"SELECT {Name("symbol_unmapped")}, COUNT(*), {joined}, MAX({SymbolLength}) - MIN({SymbolLength}) {FromTable} GROUP BY {Name("symbol_unmapped")}", _any.Interval.ToString());
        await using (command.ConfigureAwait(false))
        {
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    string symbol = reader.GetString(0);
                    if (reader.GetInt64(3) != 0)
                    {
                        byTrimmed ??= _outlines.Keys.ToLookup(one => one.TrimEnd(' '), StringComparer.Ordinal);
                        single.AddRange(byTrimmed[symbol.TrimEnd(' ')]);
                        continue;
                    }

                    if (!_outlines.TryGetValue(symbol, out CoverageOutline? outline))
                    {
                        continue;
                    }

                    if (!JoinedStretches.TryRead(reader.GetString(2), reader.GetInt64(1), stretches))
                    {
                        single.Add(outline.Series.Symbol);
                    }
                    else if (!stretches.TrueForAll(one => outline.TryAdd(one.Range, one.State, one.IsOfStore)))
                    {
                        _overlapping.Add(outline.Series.Symbol);
                    }
                }
            }
        }

        return single;
    }

    /// <param name="symbols">Empty for all of the venue.</param>
    private async Task ReadRowsAsync(string[] symbols, CancellationToken cancellationToken)
    {
        // Of these alone: an engine that takes names for one when only blanks at their end differ brings those of other chunks as well.
        HashSet<string> wanted = new(symbols, StringComparer.Ordinal);
        string listed = symbols.Length == 0 ? ""
            : $" AND {Name("symbol_unmapped")} IN ({string.Join(", ", symbols.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"@p{index + 3}")))})";
        DbCommand command = Command(
            $"SELECT {Name("symbol_unmapped")}, {Name("from_time")}, {Name("to_time")}, {IsOfStore}, {Name("state")} {FromTable}{listed} "
                + $"ORDER BY {Name("symbol_unmapped")}, {Name("from_time")}",
            [_any.Interval.ToString(), .. symbols]);
        await using (command.ConfigureAwait(false))
        {
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    if (wanted.Count == 0 || wanted.Contains(reader.GetString(0)))
                    {
                        AddRow(reader);
                    }
                }
            }
        }
    }

    private void AddRow(DbDataReader reader)
    {
        if (!_outlines.TryGetValue(reader.GetString(0), out CoverageOutline? outline))
        {
            return;
        }

        string word = reader.GetString(4);
        CoverageState state = JoinedStretches.TryState(word, out CoverageState known) ? known : throw new FormatException($"'{word}' is no state of coverage.");
        if (!outline.TryAdd(new TimeRange(_store.ReadTime(reader, 1), _store.ReadTime(reader, 2)), state, JoinedStretches.IsOfStore(reader.GetString(3))))
        {
            _overlapping.Add(outline.Series.Symbol);
        }
    }

    private string SymbolLength => $"LENGTH({Name("symbol_unmapped")})";

    private string FromTable =>
        $"FROM {_store.Dialect.Name(Table)} WHERE {Name("dataset")} = @p0 AND {Name("exchange")} = @p1 AND {Name("interval_name")} = @p2";

    /// <summary>Whether a state came of the instruments table, as a letter. In hexadecimal, because a collation may take other words for the same.</summary>
    private string IsOfStore => _store.Dialect.Adapt(string.Create(CultureInfo.InvariantCulture,
        $"CASE WHEN {Name("state")} IN ('{CoverageState.NotListed}', '{CoverageState.LostAtSource}') AND HEX(SUBSTR({Name("request")}, 1, {CoverageEvidence.StorePrefix.Length})) = '{Convert.ToHexString(Encoding.UTF8.GetBytes(CoverageEvidence.StorePrefix))}' ")
        + $"THEN '{JoinedStretches.OfStore}' ELSE '{JoinedStretches.OfSource}' END");

    /// <summary>A statement whose first parameters are dataset and exchange.</summary>
    private DbCommand Command(string sql, params IReadOnlyList<string> parameters)
    {
        DbCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach ((int index, string value) in ((string[])[_any.Dataset, _any.Exchange, .. parameters]).Index())
        {
            RowReader.AddParameter(command, index, value);
        }

        return command;
    }

    private string Name(string column) => _store.Dialect.Quote(column);
}
