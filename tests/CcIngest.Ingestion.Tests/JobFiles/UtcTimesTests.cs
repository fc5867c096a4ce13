namespace CcIngest.Ingestion.Tests;

public sealed class UtcTimesTests
{
    [Theory]
    [InlineData("2024-01-31", "2024-01-31T00:00:00.0000000Z")]
    [InlineData("2024-01-31T13:45", "2024-01-31T13:45:00.0000000Z")]
    [InlineData("2024-01-31 13:45:10", "2024-01-31T13:45:10.0000000Z")]
    [InlineData("2024-01-31T13:45:10Z", "2024-01-31T13:45:10.0000000Z")]
    [InlineData("2024-01-31T13:45:10+02:00", "2024-01-31T11:45:10.0000000Z")]
    public void A_time_without_a_zone_is_UTC(string text, string expected)
    {
        Assert.True(UtcTimes.TryParse(text, out DateTime time));
        Assert.Equal(expected, time.ToString("O"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("31.01.2024")]
    [InlineData("01/31/2024")]
    [InlineData("2024-1-31")]
    [InlineData("2024-13-01")]
    public void Anything_else_is_none(string text) => Assert.False(UtcTimes.TryParse(text, out _));
}
