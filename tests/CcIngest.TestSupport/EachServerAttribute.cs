using System.Reflection;
using CcIngest.Storage;
using Xunit.Sdk;

namespace CcIngest.TestSupport;

/// <summary>Runs a theory once for each database server; its word is the first argument, before those given here.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EachServerAttribute(params object[] more) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => ServerStores.Engines.Select(engine => (object[])[engine, .. more]);
}

/// <summary>The same for each engine: SQLite first, then the servers.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EachEngineAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        new[] { StoreEngines.Sqlite }.Concat(ServerStores.Engines).Select(engine => (object[])[engine]);
}
