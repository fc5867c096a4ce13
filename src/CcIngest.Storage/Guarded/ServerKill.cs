using System.Data.Common;

namespace CcIngest.Storage;

/// <summary>Has the server end what a connection runs, over a second connection: the first one waits for its answer.</summary>
/// <param name="connect">Makes a connection, not open yet, whose waits are short.</param>
/// <param name="statement">The engine's statement that does it.</param>
internal sealed class ServerKill(Func<DbConnection> connect, Func<Killed, string> statement)
{
    /// <summary>The time-out, in seconds, of the second connection and its command.</summary>
    public const uint TimeoutSeconds = 2;

    public async Task RunAsync(Killed what)
    {
        DbConnection killer = connect();
        await using (killer.ConfigureAwait(false))
        {
            await killer.OpenAsync().ConfigureAwait(false);
            DbCommand command = killer.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = statement(what);
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            }
        }
    }
}
