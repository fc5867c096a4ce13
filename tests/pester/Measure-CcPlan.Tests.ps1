BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Measure-CcPlan' {
    It 'says what a run then sends, to the request' {
        $wanted = @{ Exchange = 'coinbase'; Interval = '1h'; From = '2025-10-01'; Revisit = 0 }
        $plan = Measure-CcPlan @wanted -Live
        $plan | Should -BeOfType CcIngest.Model.IngestPlan
        $plan.IsServerClock | Should -BeTrue
        $plan.IsExact | Should -Be (-not ($plan.Series | Where-Object { -not $_.IsExact }))
        $plan.Series.Count | Should -BeGreaterThan 0
        $summary = Invoke-CcOhlcvIngest @wanted
        $summary.Outcome | Should -Be Complete
        $summary.Requests | Should -BeGreaterOrEqual $plan.LeastRequests
        $summary.Requests | Should -BeLessOrEqual $plan.MostRequests
        if ($plan.IsExact) {
            $summary.Requests | Should -Be $plan.MostRequests
        }

        $summary.Steps[0].Rows.Inserted | Should -BeLessOrEqual $plan.MostRows
        (Measure-CcPlan @wanted -Live).Periods | Should -Be 0
    }

    It 'takes pairs and instruments from the pipeline' {
        $plan = Get-CcTradingPair kraken BTC-USD | Measure-CcPlan -Interval 1d -From 2024-12-31 -To 2026-01-01 -Revisit 0
        $plan.Series.Symbol | Should -Be 'BTC-USD'
        $plan.Periods | Should -Be 1
        "$($plan.Series[0].Missing)" | Should -Be '2024-12-31Z to 2025-01-01Z'
        (Get-CcInstrument kraken BTC-USD | Measure-CcPlan -Interval Day -From 2024-12-31).Title | Should -Be 'ingest ohlcv spot 1d'
        Get-CcInstrument kraken NO-SUCH | Measure-CcPlan -Interval 1d -From 2025-01-01 | Should -BeNullOrEmpty
    }

    It 'sends nothing and writes nothing without -Live' {
        $before = Get-CcContent
        $nowhere = Connect-CcSource ccdata http://127.0.0.1:1 -MinApiBaseUri http://127.0.0.1:1
        (Measure-CcPlan -Exchange kraken -Interval 1d -From 2024-01-01 -Source $nowhere).IsServerClock | Should -BeFalse
        $env:API_MAX_RETRIES = 0
        try {
            $nowhere = Connect-CcSource ccdata http://127.0.0.1:1 -MinApiBaseUri http://127.0.0.1:1
            { Measure-CcPlan -Exchange kraken -Interval 1d -From 2024-01-01 -Source $nowhere -Live } | Should -Throw -ErrorId 'SourceUnreachable,*'
        }
        finally {
            Remove-Item env:API_MAX_RETRIES
        }

        Get-CcContent | Should -Be $before
    }

    It 'gives its series to the next cmdlet by name' {
        $null = Connect-CcFilledStore
        $series = (Measure-CcPlan -Exchange kraken -Symbol BTC-USD -Interval 1d -From 2025-06-01 -To 2025-07-01).Series
        $candles = $series | Get-CcOhlcv -Interval 1d -From 2025-06-01 -To 2025-06-04
        @($candles).Count | Should -Be 3
    }

    It 'shows a table and a list' {
        $plan = Measure-CcPlan -Exchange kraken -Symbol BTC-USD -Interval 1d -From 2024-12-01 -To 2025-01-01
        ($plan | Format-Table | Out-String -Width 80) | Should -Match 'ingest ohlcv spot 1d\s+1\s+31\s+\d+'
        ($plan | Format-List | Out-String -Width 120) | Should -Match 'Requests\s+: \d+'
        ($plan.Series | Format-Table | Out-String -Width 120) | Should -Match 'kraken\s+BTC-USD\s+1d\s+31\s+1\s+2024-12-01Z to 2025-01-01Z'
    }
}
