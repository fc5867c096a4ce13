@{
    RootModule           = 'module/CcIngest.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '5d0f6a3e-7c52-4d0e-9a43-2f8b1f6c9e71'
    Author               = 'The CcIngest contributors'
    CompanyName          = 'CcIngest'
    Copyright            = '(c) The CcIngest contributors. MIT licence.'
    Description          = 'Brings cryptocurrency market data into a database: completely, provably, every day.'
    # Windows PowerShell 5.1 and PowerShell 7.5 end here, with the engine's sentence that names 7.6. A condition on $PSEdition could bring a better one,
    # from the module's script, but Import-PowerShellDataFile cannot read such a manifest.
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('module/CcIngest.Format.ps1xml')
    CmdletsToExport      = @(
        'Add-CcCoverage'
        'Compare-CcSource'
        'Connect-CcSource'
        'Connect-CcStore'
        'Convert-CcTimestampColumn'
        'Copy-CcDataset'
        'Disconnect-CcSource'
        'Disconnect-CcStore'
        'Export-CcParquet'
        'Export-CcReport'
        'Export-CcSchema'
        'Get-CcAsset'
        'Get-CcCoverage'
        'Get-CcDeadLetter'
        'Get-CcDuplicate'
        'Get-CcExchange'
        'Get-CcFreshness'
        'Get-CcFundingRate'
        'Get-CcGap'
        'Get-CcInstrument'
        'Get-CcKline'
        'Get-CcMissedTick'
        'Get-CcOhlcv'
        'Get-CcOpenInterest'
        'Get-CcOrderBook'
        'Get-CcQualityFinding'
        'Get-CcRateLimit'
        'Get-CcRevision'
        'Get-CcRun'
        'Get-CcSchedule'
        'Get-CcSymbol'
        'Get-CcTradingPair'
        'Import-CcParquet'
        'Initialize-CcStore'
        'Invoke-CcFundingRateIngest'
        'Invoke-CcJob'
        'Invoke-CcKlineIngest'
        'Invoke-CcOhlcvIngest'
        'Invoke-CcOpenInterestIngest'
        'Invoke-CcOrderBookCapture'
        'Measure-CcPlan'
        'Register-CcSchedule'
        'Remove-CcDeadLetter'
        'Remove-CcDuplicate'
        'Repair-CcGap'
        'Resolve-CcSymbol'
        'Resume-CcDeadLetter'
        'Sync-CcAsset'
        'Sync-CcExchange'
        'Sync-CcFuturesInstrument'
        'Sync-CcSpotInstrument'
        'Sync-CcSymbol'
        'Test-CcConnection'
        'Test-CcDataQuality'
        'Test-CcSchedule'
        'Test-CcSchema'
        'Unregister-CcSchedule'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('CryptoCurrency', 'MarketData', 'OHLCV', 'CCData', 'CoinDesk', 'Ingestion', 'SQLite', 'MySQL', 'SingleStore', 'PostgreSQL', 'TimescaleDB')
            LicenseUri   = 'https://github.com/ccingest/ccingest/blob/main/LICENSE'
            ProjectUri   = 'https://github.com/ccingest/ccingest'
            ReleaseNotes = 'https://github.com/ccingest/ccingest/blob/main/CHANGELOG.md'
        }
    }
}
