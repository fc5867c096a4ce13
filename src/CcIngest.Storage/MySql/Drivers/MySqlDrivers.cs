namespace CcIngest.Storage;

/// <summary>The driver that this build has: MySqlConnector with <c>-p:MySqlDriver=MySqlConnector</c>, else MySql.Data.</summary>
internal static class MySqlDrivers
{
#if MYSQLCONNECTOR
    public static IMySqlDriver Current { get; } = new MySqlConnectorDriver();
#else
    public static IMySqlDriver Current { get; } = new MySqlDataDriver();
#endif
}
