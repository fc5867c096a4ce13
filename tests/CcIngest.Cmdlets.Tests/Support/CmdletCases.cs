using System.Management.Automation;
using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

/// <summary>
/// One case for each cmdlet that the manifest exports. A new cmdlet is one more line here, and a file <c>Commands/&lt;Class&gt;Tests.cs</c> with
/// what is its own; a test fails while either is missing.
/// </summary>
internal static class CmdletCases
{
    public static IReadOnlyList<CmdletCase> All { get; } =
    [
        new("Add-CcCoverage", session => Filled(session, "Add-CcCoverage", ("Interval", "1d")).At("ohlcv-spot"),
            session => Filled(session, "Add-CcCoverage").At("exchanges"), "SettingInvalid", ErrorCategory.InvalidArgument)
            { Output = typeof(AdoptedRows) },
        new("Compare-CcSource", session => Filled(session, "Compare-CcSource", ("Interval", "1d"), ("Sample", 1)).At("kraken", "XXBTZUSD"),
            session => Filled(session, "Compare-CcSource").At("kraken", "NOSUCH"), "SelectionEmpty", ErrorCategory.ObjectNotFound)
            { Output = typeof(SourceComparison) },
        new("Connect-CcSource", session => session.Call("Connect-CcSource", ("BaseUri", session.Market.Open.DataApi)),
            session => session.Call("Connect-CcSource", ("BaseUri", "ftp://example.org/")), "SettingInvalid", ErrorCategory.InvalidArgument)
            { Output = typeof(ConnectedSource) },
        new("Connect-CcStore", session => session.Call("Connect-CcStore", ("Path", "some.db")),
            session => session.Call("Connect-CcStore", ("Engine", "oracle")), "EngineUnknown", ErrorCategory.InvalidArgument)
            { Output = typeof(ConnectedStore) },
        new("Convert-CcTimestampColumn", session => Old(session, "Convert-CcTimestampColumn", ("RemoveDuplicate", true)),
            session => Old(session, "Convert-CcTimestampColumn", ("Unit", "weeks")), "SettingInvalid", ErrorCategory.InvalidArgument) { Output = typeof(TimestampConversion) },
        new("Copy-CcDataset", session => Copied(session, "exchanges"), session => Copied(session, "runs"), "SettingInvalid", ErrorCategory.InvalidArgument)
            { Output = typeof(CopiedRows) },
        new("Disconnect-CcSource", session => session.Call("Disconnect-CcSource", ("Source", session.ConnectSource(session.Market.Open))),
            session => session.Call("Disconnect-CcSource", ("Source", session.ConnectSource(session.Market.Open) with { })),
            "SettingInvalid", ErrorCategory.InvalidArgument) { GoesOn = true },
        new("Disconnect-CcStore", session => session.Call("Disconnect-CcStore", ("Store", session.ConnectFilledStore())),
            session => session.Call("Disconnect-CcStore", ("Store", session.ConnectFilledStore() with { })),
            "SettingInvalid", ErrorCategory.InvalidArgument) { GoesOn = true },
        new("Export-CcParquet", session => Filled(session, "Export-CcParquet", ("Interval", "1d")).At("ohlcv-spot", "export"),
            session => Filled(session, "Export-CcParquet").At("ohlcv-spot", "export"), "SettingInvalid", ErrorCategory.InvalidArgument)
            { Output = typeof(ExportedFile) },
        new("Export-CcReport", session => Filled(session, "Export-CcReport").At("report.html"),
            session => Filled(session, "Export-CcReport", ("Dataset", "ohlcv-sopt")).At("report.html"), "SettingInvalid", ErrorCategory.InvalidArgument),
        new("Export-CcSchema", session => session.Call("Export-CcSchema").At("sqlite", "schema.sql"),
            session => session.Call("Export-CcSchema").At("oracle", "schema.sql"), "EngineUnknown", ErrorCategory.InvalidArgument),
        Read<AlertRecord>("Get-CcAlert") with { Works = Alerted },
        Read<Asset>("Get-CcAsset"),
        Read<CoverageRecord>("Get-CcCoverage"),
        Read<DeadLetterRecord>("Get-CcDeadLetter") with { Works = session => Lettered(session, "Get-CcDeadLetter") },
        Read<DuplicateGroup>("Get-CcDuplicate") with { Works = session => Old(session, "Get-CcDuplicate") },
        Read<Exchange>("Get-CcExchange"),
        Read<DataFreshness>("Get-CcFreshness"),
        Series<FundingRate>("Get-CcFundingRate"),
        Read<Gap>("Get-CcGap") with { Works = session => Filled(session, "Get-CcGap", ("To", "2026-01-10")) },
        Read<Instrument>("Get-CcInstrument"),
        new("Get-CcKline", session => Filled(session, "Get-CcKline").At("binance", "BTC-USDT-SPOT", "1d"),
            session => Filled(session, "Get-CcKline").At("binance", "NOSUCH", "1d"), "InstrumentUnknown", ErrorCategory.ObjectNotFound)
            { Output = typeof(Kline), GoesOn = true },
        Read<MissedTick>("Get-CcMissedTick"),
        new("Get-CcOhlcv", session => Filled(session, "Get-CcOhlcv").At("kraken", "BTC-USD", "1d"),
            session => Filled(session, "Get-CcOhlcv").At("kraken", "NO-SUCH", "1d"), "InstrumentUnknown", ErrorCategory.ObjectNotFound)
            { Output = typeof(Ohlcv), GoesOn = true },
        Series<OpenInterest>("Get-CcOpenInterest"),
        new("Get-CcOrderBook", session => Filled(session, "Get-CcOrderBook").At("binance", "BTC-USDT-SPOT"),
            session => Filled(session, "Get-CcOrderBook").At("binance", "NOSUCH"), "InstrumentUnknown", ErrorCategory.ObjectNotFound)
            { Output = typeof(OrderBook), GoesOn = true },
        Read<QualityFinding>("Get-CcQualityFinding") with { Works = Tested },
        Read<RateLimitRecord>("Get-CcRateLimit"),
        Read<RevisionRecord>("Get-CcRevision") with { Works = Corrected },
        Read<RunRecord>("Get-CcRun"),
        new("Get-CcSchedule", session => Scheduled(session, "Get-CcSchedule"), session => Scheduled(session, "Get-CcSchedule").At("nobody"), "SelectionEmpty", ErrorCategory.ObjectNotFound)
            { Output = typeof(Schedule), GoesOn = true },
        Read<SymbolRecord>("Get-CcSymbol"),
        Read<TradingPair>("Get-CcTradingPair"),
        new("Import-CcParquet", Exported, session => Filled(session, "Import-CcParquet").At("no-such.parquet"), "FileUnreadable", ErrorCategory.ReadError)
            { Output = typeof(ImportedFile), GoesOn = true },
        new("Initialize-CcStore", session => Bare(session, "Initialize-CcStore"), session => NoDatabase(session, "Initialize-CcStore"), "StoreUnreachable", ErrorCategory.ConnectionError),
        Contracts("Invoke-CcFundingRateIngest"),
        new("Invoke-CcJob", session => Job(session, """{ "steps": [ { "sync": "exchanges" } ] }"""),
            session => Job(session, """{ "stepz": [] }"""), "JobInvalid", ErrorCategory.ParserError)
            { Output = typeof(RunSummary), GoesOn = true },
        new("Invoke-CcKlineIngest", session => Filled(session, "Invoke-CcKlineIngest", ("Exchange", "binance"), ("Limit", 1), ("Interval", "1d"), ("From", "2025-12-01"), ("To", "2026-01-01")),
            session => Filled(session, "Invoke-CcKlineIngest", ("Exchange", "binance"), ("Quote", "NOSUCH"), ("Interval", "1d"), ("From", "2025-12-01")),
            "SelectionEmpty", ErrorCategory.ObjectNotFound)
            { Output = typeof(RunSummary) },
        new("Invoke-CcOhlcvIngest", session => Filled(session, "Invoke-CcOhlcvIngest", ("Exchange", "coinbase"), ("Limit", 2), ("Interval", "1d"), ("From", "2025-12-01"), ("To", "2026-01-01")),
            session => Filled(session, "Invoke-CcOhlcvIngest", ("Exchange", "coinbase"), ("Quote", "NOSUCH"), ("Interval", "1d"), ("From", "2025-12-01")),
            "SelectionEmpty", ErrorCategory.ObjectNotFound)
            { Output = typeof(RunSummary) },
        Contracts("Invoke-CcOpenInterestIngest"),
        new("Invoke-CcOrderBookCapture", session => Filled(session, "Invoke-CcOrderBookCapture", ("Every", "00:00:00.5"), ("Count", 1)).At("binance", "BTC-USDT-SPOT"),
            session => Filled(session, "Invoke-CcOrderBookCapture", ("Every", "00:00:00.5"), ("Count", 1)).At("binance", "NOSUCH"),
            "SelectionEmpty", ErrorCategory.ObjectNotFound)
            { Output = typeof(RunSummary) },
        new("Measure-CcPlan", session => Filled(session, "Measure-CcPlan", ("Exchange", "coinbase"), ("Interval", "1d"), ("From", "2025-12-01")),
            session => Filled(session, "Measure-CcPlan", ("Exchange", "coinbase"), ("Quote", "NOSUCH"), ("Interval", "1d"), ("From", "2025-12-01")),
            "SelectionEmpty", ErrorCategory.ObjectNotFound)
            { Output = typeof(IngestPlan) },
        new("Register-CcSchedule", session => Registered(session, """{ "steps": [ { "sync": "exchanges" } ] }"""), session => Registered(session, """{ "stepz": [] }"""),
            "JobInvalid", ErrorCategory.ParserError) { Output = typeof(Schedule) },
        Letters("Remove-CcDeadLetter"),
        new("Remove-CcDuplicate", session => Old(session, "Remove-CcDuplicate"), session => Bare(session, "Remove-CcDuplicate"),
            "StoreSchemaMissing", ErrorCategory.InvalidOperation) { Output = typeof(DuplicateRemoval) },
        new("Repair-CcGap", session => Filled(session, "Get-CcGap", ("Exchange", "kraken"), ("RawSymbol", "XXBTZUSD"), ("To", "2026-01-03")).Then(Module.Cmdlet("Repair-CcGap")),
            session => Filled(session, "Repair-CcGap", ("Gap", new[] { UnknownGap })), "InstrumentUnknown", ErrorCategory.ObjectNotFound)
            { Output = typeof(RunSummary), GoesOn = true },
        new("Resolve-CcSymbol", session => Filled(session, "Resolve-CcSymbol").At("BTC-USDT-SPOT"),
            session => Filled(session, "Resolve-CcSymbol").At("NOSUCH"), "InstrumentUnknown", ErrorCategory.ObjectNotFound)
            { Output = typeof(ResolvedSymbol), GoesOn = true },
        Letters("Resume-CcDeadLetter") with { Output = typeof(ResumedLetter) },
        Sync("Sync-CcAsset"),
        Sync("Sync-CcExchange"),
        Sync("Sync-CcFuturesInstrument", ("Exchange", "binance")),
        Sync("Sync-CcSpotInstrument", ("Exchange", "kraken")),
        new("Sync-CcSymbol", session => Filled(session, "Sync-CcSymbol", ("Exchange", "binance")),
            session => Filled(session, "Sync-CcSymbol", ("Exchange", "atlantis")), "MarketUnknown", ErrorCategory.ObjectNotFound)
            { Output = typeof(RunSummary), GoesOn = true },
        new("Test-CcAlert", session => Alerting(session, "Test-CcAlert").At("job.json"), session => Alerting(session, "Test-CcAlert").At("job.json", "nobody"),
            "SelectionEmpty", ErrorCategory.ObjectNotFound) { Output = typeof(AlertDelivery) },
        new("Test-CcConnection", session => Filled(session, "Test-CcConnection"), session => Filled(session, "Test-CcConnection"), "", ErrorCategory.NotSpecified)
            { Output = typeof(ConnectionCheck), NeverFails = true },
        new("Test-CcDataQuality", session => Damaged(session, "Test-CcDataQuality"), session => Filled(session, "Test-CcDataQuality", ("Rule", "no-such-rule")),
            "JobInvalid", ErrorCategory.ParserError) { Output = typeof(QualityFinding) },
        new("Test-CcSchema", session => Bare(session, "Test-CcSchema"), session => NoDatabase(session, "Test-CcSchema"), "StoreUnreachable", ErrorCategory.ConnectionError)
            { Output = typeof(SchemaDrift) },
        new("Test-CcSchedule", session => Scheduled(session, "Test-CcSchedule").At("job"), session => Scheduled(session, "Test-CcSchedule").At("nobody"),
            "SelectionEmpty", ErrorCategory.ObjectNotFound) { Output = typeof(ConnectionCheck), GoesOn = true },
        new("Unregister-CcSchedule", session => Scheduled(session, "Unregister-CcSchedule").At("job"), session => Scheduled(session, "Unregister-CcSchedule").At("nobody"),
            "SelectionEmpty", ErrorCategory.ObjectNotFound) { GoesOn = true },
        new("Watch-CcRun", session => Filled(session, "Get-CcRun", ("Last", 2)).Then(Module.Cmdlet("Watch-CcRun")), session => Filled(session, "Watch-CcRun", ("Once", true)),
            "SelectionEmpty", ErrorCategory.ObjectNotFound) { Output = typeof(RunSnapshot) },
    ];

    private static Gap UnknownGap => new()
    {
        Dataset = "ohlcv-spot", Exchange = "kraken", RawSymbol = "NOSUCH", Interval = Interval.OneDay,
        From = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc), To = new DateTime(2025, 1, 3, 0, 0, 0, DateTimeKind.Utc), Periods = 2,
        Cause = GapCause.NotAsked, Reason = "No run has asked for it.", Advice = "Repair-CcGap asks the source for it.",
    };

    public static CmdletCase Of(string name) => All.Single(one => one.Name == name);

    /// <summary>Reads a filled store; a store without tables is an error.</summary>
    private static CmdletCase Read<T>(string name) => new(
        name, session => Filled(session, name), session => Bare(session, name), "StoreSchemaMissing", ErrorCategory.InvalidOperation) { Output = typeof(T) };

    /// <summary>Reads a series of a contract; a contract that the store does not know is an error, and the others go on.</summary>
    private static CmdletCase Series<T>(string name) => new(
        name, session => Filled(session, name).At("binance", SharedMarket.Contract, "1d"), session => Filled(session, name).At("binance", "NO-SUCH", "1d"),
        "InstrumentUnknown", ErrorCategory.ObjectNotFound) { Output = typeof(T), GoesOn = true };

    /// <summary>Brings series of contracts; a selection that finds none is an error.</summary>
    private static CmdletCase Contracts(string name) => new(
        name, session => Filled(session, name, ("Exchange", "binance"), ("Limit", 2), ("Interval", "1d"), ("From", "2025-12-01"), ("To", "2026-01-01")),
        session => Filled(session, name, ("Exchange", "binance"), ("Quote", "NOSUCH"), ("Interval", "1d"), ("From", "2025-12-01")),
        "SelectionEmpty", ErrorCategory.ObjectNotFound) { Output = typeof(RunSummary) };

    /// <summary>Brings a list from the simulated market; a source that refuses the key is an error.</summary>
    private static CmdletCase Sync(string name, params (string, object?)[] parameters) => new(
        name, session => Filled(session, name, parameters), session => Locked(session, name, parameters), "SourceKeyRefused", ErrorCategory.AuthenticationError)
        { Output = typeof(RunSummary) };

    /// <summary>Works on one letter; one that is not there is an error, and the others go on.</summary>
    private static CmdletCase Letters(string name) => new(
        name, session => Lettered(session, "Get-CcDeadLetter", ("Last", 1)).Then(Module.Cmdlet(name)),
        session => Lettered(session, name, ("LetterId", "nobody")), "SelectionEmpty", ErrorCategory.ObjectNotFound) { GoesOn = true };

    private static PipelineCall Copied(ModuleSession session, string dataset)
    {
        ConnectedStore from = session.ConnectFilledStore();
        ConnectedStore to = session.ConnectBareStore();
        session.Run("Initialize-CcStore", ("Store", to));
        return session.Call("Copy-CcDataset", ("From", from), ("To", to)).At(dataset);
    }

    private static PipelineCall Exported(ModuleSession session)
    {
        session.ConnectFilledStore();
        session.Run("Export-CcParquet", ("Dataset", "exchanges"), ("Path", "exported"));
        return session.Call("Import-CcParquet").At("exported");
    }

    private static PipelineCall Filled(ModuleSession session, string cmdlet, params (string, object?)[] parameters)
    {
        session.ConnectFilledStore();
        return session.Call(cmdlet, parameters);
    }

    private static PipelineCall Lettered(ModuleSession session, string cmdlet, params (string, object?)[] parameters)
    {
        session.ConnectStoreWithLetters();
        return session.Call(cmdlet, parameters);
    }

    private static PipelineCall Bare(ModuleSession session, string cmdlet)
    {
        session.ConnectBareStore();
        return session.Call(cmdlet);
    }

    private static PipelineCall Old(ModuleSession session, string cmdlet, params (string, object?)[] parameters)
    {
        OldTable.Make(session.ConnectBareStore());
        // Both ask by themselves: the impact is high.
        session.Engine.Variables["ConfirmPreference"] = ConfirmImpact.None;
        return session.Call(cmdlet, parameters);
    }

    private static PipelineCall Locked(ModuleSession session, string cmdlet, params (string, object?)[] parameters)
    {
        session.ConnectFilledStore();
        session.ConnectSource(session.Market.Locked);
        return session.Call(cmdlet, parameters);
    }

    private static PipelineCall NoDatabase(ModuleSession session, string cmdlet)
    {
        ConnectedStore store = session.ConnectBareStore();
        File.WriteAllText(store.Address, string.Concat(Enumerable.Repeat("this is a diary ", 200)));
        return session.Call(cmdlet);
    }

    private static PipelineCall Job(ModuleSession session, string text)
    {
        session.ConnectFilledStore();
        File.WriteAllText(session.File("job.json"), text);
        return session.Call("Invoke-CcJob").At("job.json");
    }

    /// <summary>A job that tells a file how it ended, whatever the end.</summary>
    private static PipelineCall Alerting(ModuleSession session, string cmdlet)
    {
        session.ConnectFilledStore();
        File.WriteAllText(session.File("job.json"), """
            {
              "name": "told", "steps": [ { "sync": "exchanges" } ],
              "alerts": { "sinks": { "log": { "file": "alerts.jsonl" } }, "rules": [ { "on": "outcome", "is": ["complete"] } ] }
            }
            """);
        return session.Call(cmdlet);
    }

    private static PipelineCall Alerted(ModuleSession session)
    {
        Alerting(session, "Invoke-CcJob").At("job.json").RunWell();
        return session.Call("Get-CcAlert");
    }

    /// <summary>Files of a schedule, in a folder of the session; a shell script stands in for the console program.</summary>
    private static PipelineCall Registered(ModuleSession session, string text)
    {
        File.WriteAllText(session.File("job.json"), text);
        File.WriteAllText(session.File("program"), "#!/bin/sh\necho '[{\"Check\":\"Network\",\"Target\":\"x\",\"Verdict\":\"Passed\",\"Message\":\"m\"}]' | tee -a ran\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(session.File("program"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return session.Call("Register-CcSchedule", ("At", TimeSpan.FromMinutes(10)), ("Kind", ScheduleKind.Cron), ("Folder", "schedules"), ("Program", "program")).At("job.json");
    }

    private static PipelineCall Scheduled(ModuleSession session, string cmdlet)
    {
        Registered(session, """{ "steps": [ { "sync": "exchanges" } ] }""").RunWell();
        return session.Call(cmdlet, ("Folder", "schedules"));
    }

    private static PipelineCall Damaged(ModuleSession session, string cmdlet)
    {
        StoredCandle.Change(session.ConnectFilledStore());
        return session.Call(cmdlet);
    }

    private static PipelineCall Tested(ModuleSession session)
    {
        Damaged(session, "Test-CcDataQuality").RunWell();
        return session.Call("Get-CcQualityFinding");
    }

    private static PipelineCall Corrected(ModuleSession session)
    {
        StoredCandle.Change(session.ConnectFilledStore());
        session.Run("Invoke-CcOhlcvIngest", ("Exchange", "kraken"), ("Symbol", "BTC-USD"), ("Interval", "1d"), ("From", "2025-10-01"), ("To", "2026-01-01"));
        return session.Call("Get-CcRevision");
    }
}
