using System.Globalization;

namespace CcIngest.Storage.Tests;

public sealed class SqlTimeTests
{
    [Fact]
    public void What_is_written_is_read_back()
    {
        Random random = new(1);
        for (int i = 0; i < 20_000; i++)
        {
            DateTime time = new(random.NextInt64(DateTime.MaxValue.Ticks) / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
            DateTime second = new(time.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);

            Assert.Equal(time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture), SqlTime.Text(time, TimeSpan.TicksPerMicrosecond));
            Assert.Equal((time, DateTimeKind.Utc), (SqlTime.Parse(SqlTime.Text(time, TimeSpan.TicksPerMicrosecond)), SqlTime.Parse(SqlTime.Text(time, TimeSpan.TicksPerMicrosecond)).Kind));
            Assert.Equal(second, SqlTime.Parse(SqlTime.Text(time, TimeSpan.TicksPerSecond)));
        }
    }

    [Theory]
    [InlineData("2024-02-29 23:59:59", "2024-02-29T23:59:59")]
    [InlineData("2024-02-29 23:59:59.5", "2024-02-29T23:59:59.5")]
    [InlineData("0001-01-01 00:00:00.000000", "0001-01-01T00:00:00")]
    public void Other_forms_of_the_engines_are_read_too(string text, string time) =>
        Assert.Equal(DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal), SqlTime.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("2023-02-29 00:00:00")]
    [InlineData("2024-13-01 00:00:00")]
    [InlineData("2024-00-10 00:00:00")]
    [InlineData("2024-01-01 24:00:00")]
    [InlineData("2024-01-01 00:60:00")]
    [InlineData("0000-01-01 00:00:00")]
    [InlineData("2024-01-01T00:00:00")]
    [InlineData("2024-01-0١ 00:00:00")]
    public void What_is_no_time_is_an_error(string text) => Assert.Throws<FormatException>(() => SqlTime.Parse(text));
}
