using CcIngest.Model;
using Microsoft.Data.Sqlite;

namespace CcIngest.Cmdlets.Tests;

/// <summary>A table as the older system made it: Unix times, no key, one candle twice.</summary>
internal static class OldTable
{
    public const string Name = "cc_ohlcv_spot_1d_raw";

    public static void Make(ConnectedStore store)
    {
        using SqliteConnection connection = new($"Data Source={store.Address};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"""
            CREATE TABLE {Name} (datetime DATETIME NOT NULL, exchange VARCHAR(255) NOT NULL, symbol_unmapped VARCHAR(255) NOT NULL, open DOUBLE,
                first_trade_timestamp BIGINT, last_trade_timestamp BIGINT, high_trade_timestamp BIGINT, low_trade_timestamp BIGINT, collected_at DATETIME NOT NULL);
            INSERT INTO {Name} VALUES
                ('2024-01-01 00:00:00', 'kraken', 'XXBTZUSD', 1.5, 1704067260, 1704153599, NULL, 0, '2024-02-01 00:00:00'),
                ('2024-01-02 00:00:00', 'kraken', 'XXBTZUSD', 2.5, 1704153660, 1704239999, NULL, 0, '2024-02-01 00:00:00'),
                ('2024-01-02 00:00:00', 'kraken', 'XXBTZUSD', 2.0, 1704153660, 1704239999, NULL, 0, '2024-01-31 00:00:00');
            """;
        command.ExecuteNonQuery();
    }
}
