BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Sync-CcSymbol' {
    BeforeEach {
        $null = Connect-CcSimulator
        $null = Connect-CcEmptyStore
    }

    It 'brings the symbols of one exchange, by name in any case' {
        $summary = Sync-CcSymbol Binance
        $summary.Outcome | Should -Be Complete
        $summary.Steps[0].Rows.Inserted | Should -Be @(Get-CcSymbol).Count
        Get-CcSymbol | ForEach-Object Exchange | Sort-Object -Unique | Should -Be binance
    }

    It 'collects a pipeline into one run and passes the symbols on' {
        $passed = 'binance', 'binance-usdm' | Sync-CcSymbol -PassThru
        $passed | Should -BeOfType CcIngest.Model.SymbolRecord
        $passed.Exchange | Sort-Object -Unique | Should -Be binance, binance-usdm
        $passed.Type | Sort-Object -Unique | Should -Be FUTURE, PERP, SPOT
        @(Get-CcRun).Count | Should -Be 1
    }

    It 'tells of an unknown exchange, and the others go on' {
        $summary = Sync-CcSymbol atlantis, binance -ErrorVariable failures -ErrorAction SilentlyContinue
        $summary.Outcome | Should -Be Partial
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'MarketUnknown,*'
        @(Get-CcSymbol).Count | Should -BeGreaterThan 0
    }

    It 'writes nothing with -WhatIf' {
        Sync-CcSymbol -WhatIf | Should -BeNullOrEmpty
        Get-CcSymbol | Should -BeNullOrEmpty
    }
}
