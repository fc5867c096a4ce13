using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace CcIngest.Storage;

/// <summary>A hash of a row's values as a function of SQL: the same for the same values in every process, as they stand in the database.</summary>
internal static class SqliteRowHash
{
    public const string Function = "cc_row_hash";

    /// <summary>Bits of the hash: sums of hundreds of millions of rows stay whole numbers.</summary>
    private const int Bits = 36;

    private const ulong Offset = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    public static void Register(DbConnection connection) =>
        ((SqliteConnection)connection).CreateFunction<long>(Function, Of, isDeterministic: true);

    private static long Of(object?[] values)
    {
        ulong hash = Offset;
        foreach (object? value in values)
        {
            hash = value switch
            {
                null or DBNull => Mix(hash, 1, 0),
                long number => Mix(hash, 2, (ulong)number),
                double number => Mix(hash, 3, (ulong)BitConverter.DoubleToInt64Bits(number)),
                string text => Bytes(Mix(hash, 4, (ulong)text.Length), Encoding.UTF8.GetBytes(text)),
                byte[] bytes => Bytes(Mix(hash, 5, (ulong)bytes.Length), bytes),
                _ => Bytes(hash, Encoding.UTF8.GetBytes(System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")),
            };
        }

        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccd;
        hash ^= hash >> 33;
        return (long)(hash >> (64 - Bits));
    }

    private static ulong Mix(ulong hash, ulong kind, ulong value)
    {
        hash = (hash ^ kind) * Prime;
        hash = (hash ^ (value & 0xffffffff)) * Prime;
        hash = (hash ^ (value >> 32)) * Prime;
        return hash ^ (hash >> 29);
    }

    private static ulong Bytes(ulong hash, byte[] bytes)
    {
        foreach (byte one in bytes)
        {
            hash = (hash ^ one) * Prime;
        }

        return hash;
    }
}
