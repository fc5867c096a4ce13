BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Get-CcGap' {
    It 'finds nothing in a store that has what was asked for' {
        Get-CcGap | Should -BeNullOrEmpty
        Get-CcGap -ReadRow | Should -BeNullOrEmpty
    }

    It 'names cause, periods and what to do' {
        $gap = Get-CcGap kraken XXBTZUSD -Interval 1d -To 2026-01-05
        $gap | Should -BeOfType CcIngest.Model.Gap
        $gap.Cause | Should -Be NotAsked
        $gap.Periods | Should -Be 4
        $gap.From.Kind | Should -Be Utc
        $gap.Advice | Should -Match 'Repair-CcGap'
    }

    It 'takes instruments from the pipeline' {
        (Get-CcInstrument kraken BTC-USD | Get-CcGap -Interval Day -To 2026-01-03).Periods | Should -Be 2
    }

    It 'refuses a range that ends before it begins' {
        { Get-CcGap -From 2026-01-02 -To 2026-01-01 -ErrorAction Stop } | Should -Throw -ErrorId 'RangeInvalid,*'
    }
}
