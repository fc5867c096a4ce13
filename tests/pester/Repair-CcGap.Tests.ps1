BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Repair-CcGap' {
    BeforeEach {
        $null = Connect-CcFilledStore
    }

    It 'has what was missing afterwards, in one run' {
        $summary = Get-CcGap kraken XXBTZUSD -Interval 1d -To 2026-01-05 | Repair-CcGap
        $summary | Should -BeOfType CcIngest.Model.RunSummary
        $summary.Outcome | Should -Be Complete
        $summary.Steps[0].Rows.Inserted | Should -Be 4
        (Get-CcRun -Last 1).Job | Should -Be Repair-CcGap
        Get-CcGap kraken XXBTZUSD -Interval 1d -To 2026-01-05 | Should -BeNullOrEmpty
    }

    It 'does nothing with -WhatIf, or without a gap' {
        $runs = @(Get-CcRun).Count
        Get-CcGap kraken -To 2026-01-05 | Repair-CcGap -WhatIf
        Get-CcGap kraken | Repair-CcGap
        @(Get-CcRun).Count | Should -Be $runs
    }
}
