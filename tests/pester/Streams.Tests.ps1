# What a person and a script see beside the objects: verbose, debug, progress, errors.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $store = Connect-CcFilledStore
    $good = Get-CcTradingPair coinbase BTC-USD
    $bad = [CcIngest.Model.TradingPair]@{ Exchange = 'coinbase'; Symbol = 'NO-SUCH'; RawSymbol = 'NOSUCH'; Base = 'NO'; Quote = 'SUCH' }
    $range = @{ Interval = '1d'; From = '2025-06-01'; To = '2025-07-01' }
}

Describe 'Streams of an ingest' {
    It 'tell an operator of the run and its steps with -Verbose' {
        $lines = $good | Invoke-CcOhlcvIngest @range -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message
        $run = Get-CcRun -Last 1
        $lines -join "`n" | Should -Match "Run $($run.RunId) of job Invoke-CcOhlcvIngest starts"
        $lines -join "`n" | Should -Match 'Step ingest ohlcv spot 1d: 1 series chosen'
        $lines[-1] | Should -Match "Run $($run.RunId) ended Complete: \d+ rows inserted"
        $lines | Where-Object { $_ -cmatch '^GET ' } | Should -BeNullOrEmpty
    }

    # Without -Verbose:$false PowerShell asks at each verbose message whether to go on, as for every cmdlet with -Debug.
    It 'tell each request with -Debug' {
        $lines = $good | Invoke-CcOhlcvIngest -Interval 1d -From 2025-05-01 -To 2025-06-01 -Debug -Verbose:$false 5>&1 |
            Where-Object { $_ -is [System.Management.Automation.DebugRecord] } | ForEach-Object Message
        $lines | Where-Object { $_ -match '^GET /spot/v1/historical/days\?market=coinbase&instrument=BTC-USD.*: HTTP 200, \d+ bytes$' } | Should -HaveCount 1
        $lines | Where-Object { $_ -match '^GET /admin/v2/rate/limit' } | Should -HaveCount 2
    }

    It 'are quiet without being asked' {
        $all = $good | Invoke-CcOhlcvIngest -Interval 1d -From 2025-04-01 -To 2025-05-01 *>&1
        $all | Should -BeOfType CcIngest.Model.RunSummary
    }

    It 'show progress with a total and a rest, at most five times a second' {
        $shown = [powershell]::Create()
        try {
            $null = $shown.AddScript({
                    param($manifest, $store, $uri)
                    Import-Module $manifest
                    $null = Connect-CcSource ccdata $uri -MinApiBaseUri $uri
                    Invoke-CcOhlcvIngest -Store (Connect-CcStore sqlite $store) -Exchange kraken, coinbase -Interval 1h -From 2025-09-01
                }).AddArgument($manifest).AddArgument($store.Address).AddArgument($CcSimulator.DataApi)
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $summary = $shown.Invoke()
            $seconds = $clock.Elapsed.TotalSeconds
            $shown.Streams.Error | Should -BeNullOrEmpty
            $bars = $shown.Streams.Progress | Where-Object Activity -eq 'ingest ohlcv spot 1h'
            $summary.Outcome | Should -Be Complete
            @($bars).Count | Should -BeGreaterThan 0
            @($bars).Count | Should -BeLessOrEqual ($seconds * 5 + 2)
            $bars | ForEach-Object { $_.StatusDescription | Should -Match '^\d+ of \d+ requests, \d+ rows$' }
            $bars[-1].PercentComplete | Should -BeGreaterOrEqual 0
            $bars | Where-Object PercentComplete -gt 0 | Select-Object -Last 1 | ForEach-Object { $_.SecondsRemaining | Should -BeGreaterOrEqual 0 }
            $shown.Streams.Progress[-1].RecordType | Should -Be Completed
        }
        finally {
            $shown.Dispose()
        }
    }
}

Describe 'Errors' {
    It 'of one series have an id, a category, a target and an advice, and the others go on' {
        $summary = $good, $bad | Invoke-CcOhlcvIngest @range -ErrorAction SilentlyContinue -ErrorVariable failed
        $? | Should -BeFalse
        $summary.Outcome | Should -Be Partial
        $failed | Should -HaveCount 1
        $failed[0].FullyQualifiedErrorId | Should -Be 'InstrumentUnknown,CcIngest.Cmdlets.InvokeCcOhlcvIngestCommand'
        $failed[0].CategoryInfo.Category | Should -Be ObjectNotFound
        "$($failed[0].TargetObject)" | Should -Match 'NOSUCH'
        $failed[0].ErrorDetails.RecommendedAction | Should -Match '\w'
        @(Get-CcOhlcv coinbase BTC-USD 1d -From 2025-06-01 -To 2025-07-01).Count | Should -Be 30
    }

    It 'of one series stop with -ErrorAction Stop' {
        { $bad | Invoke-CcOhlcvIngest @range -ErrorAction Stop } | Should -Throw -ErrorId 'InstrumentUnknown,*'
    }

    It 'leave $? true where there was none' {
        $null = $good | Invoke-CcOhlcvIngest @range
        $? | Should -BeTrue
    }

    It 'of the store end the cmdlet' {
        $none = Connect-CcStore sqlite (Join-Path $TestDrive 'none.db')
        { $good | Invoke-CcOhlcvIngest @range -Store $none } | Should -Throw -ErrorId 'StoreSchemaMissing,*'
    }
}
