using System.Text.RegularExpressions;
using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

public sealed class QueryCallTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(RepositoryFiles.PathOf("sql", "queries"), "*.sql").Select(file => Path.GetFileName(file))];

    [Fact]
    public void A_clause_without_a_value_is_left_out()
    {
        QueryCall call = QueryCall.For(StoredQuery.TradingPairs, new PairFilter { Quotes = ["USD"], Statuses = [] });

        Assert.Contains("i.quote_asset_symbol IN @quotes", call.Sql, StringComparison.Ordinal);
        Assert.DoesNotContain("@exchanges", call.Sql, StringComparison.Ordinal);
        Assert.DoesNotContain("@statuses", call.Sql, StringComparison.Ordinal);
        Assert.DoesNotContain("LIMIT", call.Sql, StringComparison.Ordinal);
        Assert.Equal(["quotes", "quotesHex"], call.Parameters.ParameterNames);
    }

    [Fact]
    public void A_parameter_that_was_not_given_is_an_error_that_names_it()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => QueryCall.For(StoredQuery.TradingPairs, new { exchanges = Array.Empty<string>() }));

        Assert.Contains("bases", error.Message, StringComparison.Ordinal);
        Assert.Contains("trading_pairs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_outside_of_a_clause_must_have_a_value()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => QueryCall.For(
            StoredQuery.Series(SpotOhlcv.Days), new { exchanges = (string[]?)null, symbols = (string[]?)null, rawSymbols = (string[]?)null, from = (DateTime?)null, to = Some.Now, limit = 1 }));

        Assert.Contains("'from'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_may_be_written_in_any_case_and_given_as_a_dictionary()
    {
        QueryCall call = QueryCall.For(StoredQuery.Exchanges, new Dictionary<string, object?> { ["NAMES"] = new[] { "kraken" }, ["Grades"] = null });

        Assert.Equal(["names", "namesHex"], call.Parameters.ParameterNames);
    }

    [Fact]
    public void Enums_go_by_their_names()
    {
        QueryCall call = QueryCall.For(StoredQuery.Coverage, new CoverageFilter { States = [CoverageState.NoTrades] });

        Assert.Equal(["NoTrades"], call.Parameters.Get<object[]>("states"));
    }

    [Fact]
    public void Each_candle_table_has_its_own_text()
    {
        Assert.Contains("FROM cc_ohlcv_spot_1m_raw o", StoredQuery.Series(SpotOhlcv.Minutes).Text, StringComparison.Ordinal);
        Assert.Contains("'1h' AS Interval_", StoredQuery.Series(SpotOhlcv.Hours).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("1d", StoredQuery.Series(SpotOhlcv.Hours).Text, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => StoredQuery.Series(Assets.Dataset));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_query_opens_with_a_comment_is_embedded_and_names_no_schema(string file)
    {
        string text = File.ReadAllText(RepositoryFiles.PathOf("sql", "queries", file)).ReplaceLineEndings("\n");

        Assert.StartsWith("-- ", text, StringComparison.Ordinal);
        Assert.NotNull(typeof(StoredQuery).Assembly.GetManifestResourceStream($"queries/{file}"));
        string sql = Regex.Replace(text, "--.*", "");
        Assert.DoesNotMatch(@"(?i)\b(FROM|JOIN)\s+\w+\.", sql);
        Assert.Equal(Regex.Count(sql, @"/\*if \w+\*/"), Regex.Count(sql, @"/\*end\*/"));
    }
}
