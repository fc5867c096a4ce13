using CcIngest.Model;
using Microsoft.Data.Sqlite;

namespace CcIngest.Cmdlets.Tests;

/// <summary>A candle of the filled store, changed behind everybody's back: the next run corrects it to what the source says.</summary>
internal static class StoredCandle
{
    public const double Close = 0.25;

    public static DateTime OpenTime { get; } = new(2025, 12, 31, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>When the changed values are said to have become known.</summary>
    public static DateTime KnownFrom { get; } = new(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Changes the close of the last day that is stored of kraken's BTC-USD.</summary>
    public static void Change(ConnectedStore store)
    {
        using SqliteConnection connection = new($"Data Source={store.Address};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            "UPDATE cc_ohlcv_spot_1d_raw SET close = 0.25, collected_at = '2026-01-02 00:00:00' WHERE datetime = '2025-12-31 00:00:00' AND symbol = 'BTC-USD'";
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
