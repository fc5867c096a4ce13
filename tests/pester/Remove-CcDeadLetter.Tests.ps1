BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Remove-CcDeadLetter' {
    BeforeEach {
        $null = Connect-CcLetterStore
    }

    It 'removes letters and leaves their periods rejected' {
        $rejected = Get-CcCoverage -State Rejected | ConvertTo-Json
        $letter = Get-CcDeadLetter -Last 1
        $letter | Remove-CcDeadLetter | Should -BeNullOrEmpty
        (Get-CcDeadLetter).LetterId | Should -Not -Contain $letter.LetterId
        Get-CcCoverage -State Rejected | ConvertTo-Json | Should -Be $rejected
        (Get-CcRun -Last 1).Job | Should -Be Remove-CcDeadLetter
    }

    It 'has the periods asked for again with -AskAgain' {
        $days = @(Get-CcDeadLetter).Count
        Get-CcDeadLetter | Remove-CcDeadLetter -AskAgain
        Get-CcCoverage -State Rejected | Should -BeNullOrEmpty
        (Get-CcCoverage -State Pending | ForEach-Object { ($_.To - $_.From).Days } | Measure-Object -Sum).Sum | Should -Be $days
        $summary = Invoke-CcOhlcvIngest -Exchange kraken -Symbol BTC-USD -Interval 1d -From 2025-01-01 -To 2026-01-01
        $summary.Outcome | Should -Be Complete
        Get-CcCoverage -State Pending, Rejected | Should -BeNullOrEmpty
    }

    It 'does nothing with -WhatIf' {
        $before = @(Get-CcDeadLetter).Count
        Get-CcDeadLetter | Remove-CcDeadLetter -WhatIf
        @(Get-CcDeadLetter).Count | Should -Be $before
    }
}
