BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Sync-CcFuturesInstrument' {
    BeforeEach {
        $null = Connect-CcSimulator
        $null = Connect-CcEmptyStore
    }

    It 'brings the contracts of one exchange, expired ones included' {
        (Sync-CcFuturesInstrument Binance).Outcome | Should -Be Complete
        $contracts = Get-CcInstrument -Market Futures
        $contracts.Exchange | Sort-Object -Unique | Should -Be binance
        $contracts.Status | Sort-Object -Unique | Should -Contain EXPIRED
        @($contracts | Where-Object { $_.ExpiresAt -and $_.Status -eq 'ACTIVE' }).Count | Should -BeGreaterThan 0
        Get-CcInstrument | Should -BeNullOrEmpty
    }

    It 'collects a pipeline into one run and passes the contracts on' {
        $passed = 'binance', 'bybit' | Sync-CcFuturesInstrument -PassThru
        $passed.Exchange | Sort-Object -Unique | Should -Be binance, bybit
        $passed.Market | Sort-Object -Unique | Should -Be Futures
        @(Get-CcRun -Last 100).Count | Should -Be 1
    }

    It 'tells of an unknown exchange, and the others go on' {
        $summary = Sync-CcFuturesInstrument binance, atlantis -ErrorVariable failures -ErrorAction SilentlyContinue
        $summary.Outcome | Should -Be Partial
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'MarketUnknown,*'
    }

    It 'writes nothing with -WhatIf' {
        Sync-CcFuturesInstrument -WhatIf | Should -BeNullOrEmpty
        Get-CcInstrument -Market Futures | Should -BeNullOrEmpty
    }
}
