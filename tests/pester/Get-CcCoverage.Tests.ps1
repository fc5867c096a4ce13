BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Get-CcCoverage' {
    It 'tells the state of every asked stretch, with the request that says so' {
        $pair = Get-CcInstrument kraken BTC-USD
        $coverage = @($pair | Get-CcCoverage -Interval 1d)
        $coverage | Should -BeOfType CcIngest.Model.CoverageRecord
        $coverage[0].From | Should -Be ([datetime]::SpecifyKind('2025-01-01', 'Utc'))
        $coverage[-1].To | Should -Be ([datetime]::SpecifyKind('2026-01-01', 'Utc'))
        $coverage.State | Should -Contain Complete
        $coverage[0].Request | Should -Match 'BTC-USD'
        $coverage[0].From.Kind | Should -Be Utc
    }

    It 'tiles the asked range of each series without a hole' {
        foreach ($series in Get-CcCoverage kraken -Interval Day | Group-Object RawSymbol) {
            for ($i = 1; $i -lt $series.Group.Count; $i++) {
                $series.Group[$i].From | Should -Be $series.Group[$i - 1].To -Because $series.Name
            }
        }
    }

    It 'filters by exchange, name, interval and state' {
        Get-CcCoverage coinbase | Should -BeNullOrEmpty
        Get-CcCoverage -Interval 1h | Should -BeNullOrEmpty
        Get-CcCoverage -State Pending | Should -BeNullOrEmpty
        Get-CcCoverage Kraken -State Complete, NoTrades | ForEach-Object State | Sort-Object -Unique | Should -BeIn Complete, NoTrades
    }

    It 'sums each series up, with a bar' {
        $series = @(Get-CcCoverage kraken -Summary)
        $series.RawSymbol | Should -Be @((Get-CcCoverage kraken).RawSymbol | Select-Object -Unique)
        foreach ($one in $series) {
            $one.Stretches.Count | Should -Be @(Get-CcCoverage kraken $one.RawSymbol).Count
            $one.Had | Should -BeGreaterThan 0.9
            ($one | Format-Table | Out-String -Width 100) | Should -Match '[\u2588\u2593\u00b7\u25b8]{18}'
        }

        Get-CcCoverage kraken -Summary -State LostAtSource | Should -BeNullOrEmpty
    }

    It 'gives nothing for nothing from the pipeline' {
        Get-CcInstrument kraken NO-SUCH | Get-CcCoverage | Should -BeNullOrEmpty
    }
}
