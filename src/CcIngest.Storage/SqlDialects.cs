using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>The dialects by engine.</summary>
public static class SqlDialects
{
    /// <exception cref="IngestException">There is no such engine.</exception>
    public static SqlDialect For(string engine, string schema, string keyCollation) => engine switch
    {
        StoreEngines.Sqlite => new SqliteDialect(schema),
        StoreEngines.MySql => new MySqlDialect(schema, keyCollation),
        StoreEngines.SingleStore => new SingleStoreDialect(schema, keyCollation),
        _ => throw UnknownEngine(engine),
    };

    internal static IngestException UnknownEngine(string engine) => new(
        IngestErrorId.EngineUnknown, $"There is no engine '{engine}'.", $"Use one of {string.Join(", ", StoreEngines.All)}.");
}
