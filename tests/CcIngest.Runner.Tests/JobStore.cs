using System.Text.Json;
using CcIngest.Storage;

namespace CcIngest.Runner.Tests;

/// <summary>The store of a job file.</summary>
internal static class JobStore
{
    /// <summary>The members of the file's store object that name this place; the password is no part of a job file.</summary>
    /// <param name="store">A place on a server.</param>
    /// <param name="port">Another port than the store's own, when something stands before the server.</param>
    public static string Of(StoreOptions store, int? port = null)
    {
        bool hasDatabases = StoreEngines.IsPostgreSql(store.Engine);
        Dictionary<string, object?> members = new()
        {
            ["engine"] = store.Engine, ["host"] = store.Host, ["port"] = port ?? store.Port, ["user"] = store.User,
            ["database"] = hasDatabases ? store.Database : store.Schema, ["sslMode"] = "None",
        };
        if (hasDatabases)
        {
            members["schema"] = store.Schema;
        }

        return JsonSerializer.Serialize(members)[1..^1];
    }
}
