using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CcIngest.Model;
using Microsoft.Data.Sqlite;

namespace CcIngest.Runner.Tests;

/// <summary>A hash over the rows of every data table of a SQLite store in key order. Clocks of freshness and the snapshots that move with time are left out.</summary>
internal static class TableHash
{
    public static string Of(string file)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Dataset dataset in DatasetCatalog.All.Where(dataset => !dataset.IsBookkeeping && dataset != AssetMarketData.Dataset))
        {
            Append(connection, dataset, hash);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static void Append(SqliteConnection connection, Dataset dataset, IncrementalHash hash)
    {
        string columns = string.Join(", ", dataset.Columns.Where(column => column.Role != ColumnRole.RetrievedAt).Select(column => $"\"{column.Name}\""));
        string key = string.Join(", ", dataset.Key.Select(ordinal => $"\"{dataset.Columns[ordinal].Name}\""));
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {columns} FROM \"{dataset.Table}\" ORDER BY {key}";
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            for (int i = 0; i < reader.FieldCount; i++)
            {
                string cell = reader.IsDBNull(i) ? "␀" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) ?? "";
                hash.AppendData(Encoding.UTF8.GetBytes($"{cell}␟"));
            }
        }
    }
}
