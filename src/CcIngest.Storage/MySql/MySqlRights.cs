using System.Data.Common;
using CcIngest.Model;
using Dapper;

namespace CcIngest.Storage;

/// <summary>
/// What an account may do, found out by asking for it: the server looks at the rights of a statement first, so a statement about a table that is not
/// there tells of them ("denied", or "no such table"), and changes nothing whatever the answer. Grants, roles and patterns need no reading then.
/// </summary>
internal sealed class MySqlRights(DbConnection connection, IMySqlDriver driver, StoreOptions options)
{
    public static readonly string[] OnRows = ["SELECT", "INSERT", "UPDATE", "DELETE"];
    public static readonly string[] OnTables = ["CREATE", "ALTER", "DROP", "INDEX"];

    private readonly string _schema = $"`{options.Schema}`";

    /// <summary>The rights of <see cref="OnRows"/> that the account has neither on the database nor on each of its tables.</summary>
    /// <exception cref="IngestException">StoreRightsMissing: the server is read-only.</exception>
    public async Task<IReadOnlyList<string>> MissingForRowsAsync(CancellationToken cancellationToken)
    {
        string absent = Absent();
        List<string> denied = [];
        foreach (string right in OnRows)
        {
            if (await IsDeniedAsync(right, OnRow(right, absent, "a"), cancellationToken).ConfigureAwait(false))
            {
                denied.Add(right);
            }
        }

        (string Table, string Column)[] tables = await TablesAsync(cancellationToken).ConfigureAwait(false);
        if (tables.Length == 0)
        {
            return denied;
        }

        // Only a statement on a real table meets a server that is read-only.
        await IsDeniedAsync("DELETE", OnRow("DELETE", tables[0].Table, tables[0].Column), cancellationToken).ConfigureAwait(false);
        List<string> missing = [];
        foreach (string right in denied)
        {
            foreach ((string table, string column) in tables)
            {
                if (await IsDeniedAsync(right, OnRow(right, table, column), cancellationToken).ConfigureAwait(false))
                {
                    missing.Add(right);
                    break;
                }
            }
        }

        return missing;
    }

    /// <summary>The rights of <see cref="OnTables"/> that the account does not have on the database.</summary>
    /// <exception cref="IngestException">StoreRightsMissing: the server is read-only.</exception>
    public async Task<IReadOnlyList<string>> MissingForTablesAsync(CancellationToken cancellationToken)
    {
        string absent = Absent();
        List<string> missing = [];
        foreach ((string right, string statement) in new[]
        {
            // Two columns of one name: never a table.
            ("CREATE", $"CREATE TABLE {absent} (a INT, a INT)"),
            ("ALTER", $"ALTER TABLE {absent} ADD COLUMN a INT"),
            ("DROP", $"DROP TABLE {absent}"),
            ("INDEX", $"CREATE INDEX a ON {absent} (a)"),
        })
        {
            if (await IsDeniedAsync(right, statement, cancellationToken).ConfigureAwait(false))
            {
                missing.Add(right);
            }
        }

        return missing;
    }

    // None of them meets a row, should the table be there.
    private static string OnRow(string right, string table, string column) => right switch
    {
        "SELECT" => $"SELECT {column} FROM {table} WHERE 1 = 0",
        "INSERT" => $"INSERT INTO {table} ({column}) SELECT 1 FROM DUAL WHERE 1 = 0",
        "UPDATE" => $"UPDATE {table} SET {column} = NULL WHERE 1 = 0",
        _ => $"DELETE FROM {table} WHERE 1 = 0",
    };

    private string Absent() => $"{_schema}.`cc_check_{Guid.NewGuid():N}`";

    private async Task<(string Table, string Column)[]> TablesAsync(CancellationToken cancellationToken)
    {
        HashSet<string> there =
        [
            .. await connection.QueryAsync<string>(new CommandDefinition(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = @schema", new { schema = options.Schema },
                cancellationToken: cancellationToken)).ConfigureAwait(false),
        ];
        return [.. DatasetCatalog.All.Where(dataset => there.Contains(dataset.Table))
            .Select(dataset => ($"{_schema}.`{dataset.Table}`", $"`{dataset.Columns[0].Name}`"))];
    }

    private async Task<bool> IsDeniedAsync(string right, string statement, CancellationToken cancellationToken)
    {
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(statement, cancellationToken: cancellationToken)).ConfigureAwait(false);
            return false;
        }
        catch (DbException failure) when (driver.ErrorNumber(failure) is var number and not 0 && !MySqlErrors.IsTransient(number, failure.Message))
        {
            // 1290 an option of the server (read_only), 1792 a read-only transaction, 1836 a read-only engine.
            return number switch
            {
                1290 or 1792 or 1836 => throw new IngestException(
                    IngestErrorId.StoreRightsMissing, $"The server takes no writes: {MySqlErrors.Innermost(failure, driver)}",
                    "Name the primary server, or have its read_only switched off.", failure),
                1044 or 1142 or 1143 or 1227 or 1370 => true,
                _ => false,
            };
        }
    }
}
