BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Invoke-CcFundingRateIngest' {
    It 'brings what is missing, and nothing the second time' {
        $wanted = @{ Exchange = 'binance'; Limit = 3; Interval = '1d'; From = '2025-12-01'; To = '2026-01-01'; Revisit = 0 }
        $first = Invoke-CcFundingRateIngest @wanted
        $first.Outcome | Should -Be Complete
        $first.Steps[0].Rows.Inserted | Should -BeGreaterThan 0
        (Invoke-CcFundingRateIngest @wanted).Steps[0].Requests | Should -Be 0
    }

    It 'carries a pipeline from the list to the rows' {
        $summary = Sync-CcFuturesInstrument bybit -PassThru | Where-Object Status -EQ ACTIVE | Select-Object -First 4 | Invoke-CcFundingRateIngest -Interval Day -From 2025-12-20
        $summary.Outcome | Should -Be Complete
        @(Get-CcCoverage -Exchange bybit -Dataset funding-rate-futures).Count | Should -BeGreaterThan 0
    }

    It 'writes nothing with -WhatIf' {
        $before = Get-CcContent
        Invoke-CcFundingRateIngest -Interval 1h -From 2026-01-01 -Exchange binance -WhatIf | Should -BeNullOrEmpty
        Get-CcContent | Should -Be $before
    }
}
