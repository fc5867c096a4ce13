using System.Collections;
using CcIngest.Ingestion;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

public sealed class EngineCompleter : WordCompleter
{
    protected override IEnumerable<string> Words(IDictionary boundParameters) => StoreEngines.All;
}

public sealed class GradeCompleter : WordCompleter
{
    protected override IEnumerable<string> Words(IDictionary boundParameters) => Grades.All;
}

public sealed class IntervalCompleter : WordCompleter
{
    protected override IEnumerable<string> Words(IDictionary boundParameters) => ["1d", "1h", "1m"];
}

public sealed class StatusCompleter : WordCompleter
{
    protected override IEnumerable<string> Words(IDictionary boundParameters) =>
        ["ACTIVE", "IGNORED", "RETIRED", "EXPIRED", "READY_FOR_DECOMMISSIONING", "RETIRED_UNMAPPED", "VANISHED"];
}
