using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using CcIngest.Model;
using Dapper;

namespace CcIngest.Storage;

/// <summary>What a server of the MySQL family is and allows.</summary>
/// <param name="Version">As the server says it.</param>
/// <param name="IsSingleStore">SingleStore gives a MySQL-like number as its version; its own one stands in a variable.</param>
/// <param name="MaxPacket">Bytes of the longest statement.</param>
/// <param name="TakesLocalFiles">False when LOAD DATA LOCAL is switched off.</param>
internal sealed partial record MySqlServer(string Version, bool IsSingleStore, long MaxPacket, bool TakesLocalFiles)
{
    private const long SmallestPacket = 1 << 20;

    // What the statements here need: window functions, and upserts and JSON as the dialect writes them.
    private static readonly Version OldestMySql = new(8, 0);
    private static readonly Version OldestMariaDb = new(10, 5);
    private static readonly Version OldestSingleStore = new(7, 5);

    public static async Task<MySqlServer> ReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        string? singleStore = await VariableAsync(connection, "memsql_version", cancellationToken).ConfigureAwait(false);
        string version = singleStore ?? await connection.ExecuteScalarAsync<string>(
            new CommandDefinition("SELECT VERSION()", cancellationToken: cancellationToken)).ConfigureAwait(false) ?? "";
        string? packet = await VariableAsync(connection, "max_allowed_packet", cancellationToken).ConfigureAwait(false);
        string? localFiles = await VariableAsync(connection, "local_infile", cancellationToken).ConfigureAwait(false);
        return new MySqlServer(
            version,
            singleStore is not null,
            long.TryParse(packet, CultureInfo.InvariantCulture, out long bytes) ? bytes : SmallestPacket,
            localFiles is null || !(localFiles.Equals("OFF", StringComparison.OrdinalIgnoreCase) || localFiles == "0"));
    }

    /// <exception cref="IngestException">The server is too old, or another engine than the options say.</exception>
    public void Check(StoreOptions options)
    {
        if (IsSingleStore != (options.Engine == StoreEngines.SingleStore))
        {
            string isReally = IsSingleStore ? StoreEngines.SingleStore : StoreEngines.MySql;
            throw new IngestException(IngestErrorId.SettingInvalid,
                $"The server at {options.Host} is no {options.Engine} server: it says {Version}.", $"Use the engine {isReally} (DB_ENGINE).");
        }

        (string name, Version oldest) = IsSingleStore ? ("SingleStore", OldestSingleStore)
            : Version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase) ? ("MariaDB", OldestMariaDb) : ("MySQL", OldestMySql);
        Match number = LeadingNumber().Match(Version);
        if (number.Success && System.Version.Parse(number.Value) < oldest)
        {
            throw new IngestException(IngestErrorId.StoreFailed, $"The server at {options.Host} is {name} {Version}, which is too old.",
                $"Use {name} {oldest} or newer.");
        }
    }

    private static async Task<string?> VariableAsync(DbConnection connection, string name, CancellationToken cancellationToken)
    {
        // LIKE is the one form of SHOW VARIABLES that all of the family take; an underscore in it stands for any character.
        IEnumerable<(string Name, string Value)> found = await connection.QueryAsync<(string, string)>(
            new CommandDefinition($"SHOW VARIABLES LIKE '{name}'", cancellationToken: cancellationToken)).ConfigureAwait(false);
        return found.FirstOrDefault(variable => variable.Name == name).Value;
    }

    [GeneratedRegex(@"^\d+\.\d+", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingNumber();
}
