BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Invoke-CcOhlcvIngest' {
    BeforeEach {
        $null = Connect-CcFilledStore
    }

    It 'carries the pipeline from exchanges to candles, as one run' {
        $null = Connect-CcEmptyStore
        $null = Sync-CcExchange
        $summary = Get-CcExchange kraken, coinbase -MinimumGrade BB |
            Sync-CcSpotInstrument -PassThru |
            Invoke-CcOhlcvIngest -Interval Day -From 2025-12-01
        $summary | Should -BeOfType CcIngest.Model.RunSummary
        @($summary).Count | Should -Be 1
        $summary.Outcome | Should -Be Complete
        $active = @(Get-CcInstrument -Status ACTIVE)
        $summary.Steps[0].Legs | Should -Be $active.Count
        foreach ($instrument in $active | Where-Object HasTrades | Select-Object -First 5) {
            Get-CcOhlcv $instrument.Exchange $instrument.Symbol 1d | Should -Not -BeNullOrEmpty -Because $instrument
        }

        (Get-CcRun -Last 1).RunId | Should -Be $summary.RunId
    }

    It 'asks for what is missing, and for the revisited tail only when nothing is' {
        $first = Invoke-CcOhlcvIngest -Exchange coinbase -Quote USD -Interval 1d -From 2025-01-01
        $first.Steps[0].Rows.Inserted | Should -BeGreaterThan 0
        $again = Invoke-CcOhlcvIngest -Exchange coinbase -Quote USD -Interval 1d -From 2025-01-01
        $again.Outcome | Should -Be Complete
        $again.Steps[0].Rows.Inserted | Should -Be 0
        $again.Steps[0].Rows.Updated | Should -Be 0
        $again.Steps[0].Requests | Should -BeLessOrEqual $again.Steps[0].Legs

        $untouched = Invoke-CcOhlcvIngest -Exchange coinbase -Quote USD -Interval 1d -From 2025-01-01 -Revisit 0
        $untouched.Steps[0].Requests | Should -Be 0
    }

    It 'takes pairs and a selection to mean the same' {
        $one = Get-CcTradingPair coinbase BTC-USD | Invoke-CcOhlcvIngest -Interval 1d -From 2025-06-01 -To 2025-07-01
        $one.Steps[0].Rows.Inserted | Should -Be 30
        $two = Invoke-CcOhlcvIngest -Exchange Coinbase -Symbol btc-usd -Interval 1d -From 2025-06-01 -To 2025-07-01 -Revisit 0
        $two.Steps[0].Legs | Should -Be 1
        $two.Steps[0].Requests | Should -Be 0
    }

    It 'leaves instruments of another status out, unless told' {
        $delisted = Get-CcInstrument | Where-Object { $_.Status -ne 'ACTIVE' -and $_.FirstTrade } | Select-Object -First 1
        $delisted | Should -Not -BeNullOrEmpty
        $lines = $delisted | Invoke-CcOhlcvIngest -Interval 1d -From 2024-01-01 -Verbose 4>&1
        "$lines" | Should -Match 'left out'
        $summary = $delisted | Invoke-CcOhlcvIngest -Interval 1d -From 2024-01-01 -Status $delisted.Status
        $summary.Steps[0].Legs | Should -Be 1
    }

    It 'prints the plan with -WhatIf, and asks and writes nothing' {
        $before = Get-CcContent
        $text = pwsh -NoProfile -NonInteractive -Command "
            Import-Module '$manifest'
            `$null = Connect-CcStore sqlite '$((Connect-CcFilledStore).Address)'
            `$null = Connect-CcSource ccdata http://127.0.0.1:1 -MinApiBaseUri http://127.0.0.1:1
            Get-CcTradingPair kraken BTC-USD | Invoke-CcOhlcvIngest -Interval 1d -From 2024-12-31 -To 2026-01-01 -Revisit 0 -WhatIf" | Out-String
        $text | Should -Match 'What if: ingest ohlcv spot 1d .*: 1 series, 1 period, 3 requests'
        $text | Should -Match 'kraken BTC-USD: 2024-12-31Z to 2025-01-01Z'
        Invoke-CcOhlcvIngest -Exchange coinbase -Interval 1d -From 2025-01-01 -WhatIf | Should -BeNullOrEmpty
        Get-CcContent | Should -Be $before
    }

    It 'does nothing when nothing comes down the pipeline' {
        $before = Get-CcContent
        Get-CcInstrument kraken NO-SUCH | Invoke-CcOhlcvIngest -Interval 1d -From 2025-01-01 | Should -BeNullOrEmpty
        Get-CcContent | Should -Be $before
    }

    It 'refuses <Why>, and writes nothing' -ForEach @(
        @{ Why = 'a From after To'; With = @{ From = '2025-02-01'; To = '2025-01-01' }; Id = 'RangeInvalid,*' }
        @{ Why = 'a text that is no interval'; With = @{ Interval = '7x' }; Id = 'CannotConvertArgument*' }
        @{ Why = 'an interval that has no table'; With = @{ Interval = '1w' }; Id = 'SettingInvalid,*' }
        @{ Why = 'a time that is none'; With = @{ From = 'yesterday' }; Id = 'ParameterArgumentTransformationError,*' }
        @{ Why = 'a grade that does not exist'; With = @{ MinimumGrade = 'Z' }; Id = 'JobInvalid,*' }
        @{ Why = 'a selection that finds nothing'; With = @{ Quote = 'NOSUCH' }; Id = 'SelectionEmpty,*' }
        @{ Why = 'a throttle of none'; With = @{ ThrottleLimit = 0 }; Id = 'ParameterArgumentValidationError,*' }
    ) {
        $coverage = @(Get-CcCoverage).Count
        $parameters = @{ Exchange = 'coinbase'; Interval = '1d'; From = '2025-01-01' }
        foreach ($name in $With.Keys) {
            $parameters[$name] = $With[$name]
        }

        { Invoke-CcOhlcvIngest @parameters } | Should -Throw -ErrorId $Id
        @(Get-CcCoverage).Count | Should -Be $coverage
        Get-CcOhlcv coinbase BTC-USD 1d | Should -BeNullOrEmpty
    }

    It 'wants the interval to be said' {
        (Get-Command Invoke-CcOhlcvIngest).Parameters['Interval'].Attributes.Where({ $_ -is [Parameter] }).Mandatory | Should -Be $true
    }

    It 'tells of a failed series, and the others go on; -ErrorAction Stop stops' {
        $good = Get-CcTradingPair coinbase BTC-USD
        $bad = $good | Select-Object * | ForEach-Object {
            [CcIngest.Model.TradingPair]@{ Exchange = 'coinbase'; Symbol = 'NO-SUCH'; RawSymbol = 'NOSUCH'; Base = 'NO'; Quote = 'SUCH' }
        }
        $summary = $good, $bad | Invoke-CcOhlcvIngest -Interval 1d -From 2025-12-01 -To 2026-01-01 -ErrorAction SilentlyContinue -ErrorVariable failures
        $summary.Outcome | Should -Be Partial
        @($failures).Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'InstrumentUnknown,*'
        "$($failures[0].TargetObject)" | Should -Match 'NOSUCH|NO-SUCH'
        @(Get-CcOhlcv coinbase BTC-USD 1d).Count | Should -Be 31

        { $good, $bad | Invoke-CcOhlcvIngest -Interval 1d -From 2025-12-01 -To 2026-01-01 -ErrorAction Stop } | Should -Throw -ErrorId 'InstrumentUnknown,*'
    }

    It 'fails when more is rejected than -MaxRejected, with the rule and the count, and keeps what is stored' {
        $faulty = Start-CcFaultySimulator -Fault 'null-price=0.1'
        try {
            $null = Connect-CcEmptyStore
            $null = Connect-CcSource -Name ccdata -BaseUri $faulty.DataApi -MinApiBaseUri $faulty.MinApi
            $null = Sync-CcSpotInstrument -Exchange kraken
            $ingest = @{ Exchange = 'kraken'; Symbol = 'BTC-USD'; Interval = '1d'; From = '2025-01-01'; To = '2026-01-01' }
            { Invoke-CcOhlcvIngest @ingest -MaxRejected 3 } | Should -Throw -ErrorId 'RejectionBudgetExceeded,*'
            $run = Get-CcRun -Last 1
            $run.Outcome | Should -Be Failed
            $run.Failure | Should -Match '^RejectionBudgetExceeded: .* price-missing: \d+ times'
            @(Get-CcDeadLetter).Count | Should -BeGreaterThan 3
            @(Get-CcOhlcv kraken BTC-USD 1d).Count | Should -BeGreaterThan 200

            # What was rejected is known now: even a budget of none is kept.
            (Invoke-CcOhlcvIngest @ingest -MaxRejected 0).Outcome | Should -Be Complete
        }
        finally {
            $faulty.Process.Kill()
            $faulty.Process.WaitForExit()
            $null = Connect-CcFilledStore
        }
    }

    It 'shows progress, at most five times a second' {
        $run = Start-CcScript '$null = Invoke-CcOhlcvIngest -Store $parameters.Store -Source $parameters.Source -Exchange coinbase -Interval 1h -From 2025-06-01' @{
            Store = Connect-CcFilledStore; Source = Connect-CcSimulator
        }
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $null = $run.PowerShell.EndInvoke($run.Result)
        $shown = @($run.PowerShell.Streams.Progress | Where-Object Activity -Like 'ingest ohlcv*')
        $shown | Should -Not -BeNullOrEmpty
        $shown.Count | Should -BeLessOrEqual (5 * $clock.Elapsed.TotalSeconds + 2)
        $run.PowerShell.Streams.Progress[-1].RecordType | Should -Be Completed
    }

    It 'ends within two seconds after Ctrl+C, and the next run completes what is missing' {
        $store = Connect-CcFilledStore
        $source = Connect-CcSimulator
        $script = 'Invoke-CcOhlcvIngest -Store $parameters.Store -Source $parameters.Source -Exchange coinbase -Quote USD -Interval 1m -From 2025-09-01'
        $run = Start-CcScript $script @{ Store = $store; Source = $source }

        # Under way: something is stored already, and much is still missing.
        $patience = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (Get-CcCoverage coinbase -Interval 1m -State Complete -Store $store | Select-Object -First 1) -and $patience.Elapsed.TotalSeconds -lt 30) {
            [System.Threading.Tasks.Task]::Delay(50).Wait()
        }

        $run.Result.IsCompleted | Should -BeFalse
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $run.PowerShell.Stop()
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 2
        $run.PowerShell.InvocationStateInfo.State | Should -Be Stopped

        # The prompt is back only after the work has unwound: the run has its last row, and the file is free.
        (Get-CcRun -Last 1 -Store $store).Outcome | Should -Be Cancelled
        $next = Invoke-CcOhlcvIngest -Store $store -Source $source -Exchange coinbase -Symbol BTC-USD -Interval 1m -From 2026-01-01 -To 2026-01-03
        $next.Outcome | Should -Be Complete
        @(Get-CcOhlcv coinbase BTC-USD 1m -From 2026-01-01 -To 2026-01-03 -Store $store | Group-Object OpenTime | Where-Object Count -gt 1).Count | Should -Be 0
        Get-CcCoverage coinbase (Get-CcInstrument coinbase BTC-USD -Store $store).RawSymbol -Interval 1m -State Pending -Store $store |
            Where-Object { $_.To -gt [datetime]::SpecifyKind('2026-01-01', 'Utc') -and $_.From -lt [datetime]::SpecifyKind('2026-01-03', 'Utc') } |
            Should -BeNullOrEmpty
    }
}
