BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Resume-CcDeadLetter' {
    BeforeEach {
        $null = Connect-CcLetterStore
    }

    It 'keeps what still breaks a rule, says why, and is a run' {
        $before = Get-CcDeadLetter | ConvertTo-Json
        $told = @(Get-CcDeadLetter | Resume-CcDeadLetter)
        $told | Should -BeOfType CcIngest.Model.ResumedLetter
        $told.Count | Should -Be @(Get-CcDeadLetter).Count
        $told.Outcome | Sort-Object -Unique | Should -Be StillRejected
        $told[0].Reason | Should -Not -BeNullOrEmpty
        $told[0].Series.Exchange | Should -Be kraken
        Get-CcDeadLetter | ConvertTo-Json | Should -Be $before
        $run = Get-CcRun -Last 1
        $run.Job | Should -Be Resume-CcDeadLetter
        $run.Requests | Should -Be 0
        $run.Outcome | Should -Be Complete
    }

    It 'lets letters go whose period was had since' {
        $null = Invoke-CcOhlcvIngest -Exchange kraken -Symbol BTC-USD -Interval 1d -From 2025-01-01 -To 2026-01-01 -Revisit 1000
        Get-CcCoverage -State Rejected | Should -BeNullOrEmpty
        $told = @(Get-CcDeadLetter | Resume-CcDeadLetter)
        $told.Count | Should -BeGreaterThan 5
        $told.Outcome | Sort-Object -Unique | Should -Be Superseded
        Get-CcDeadLetter | Should -BeNullOrEmpty
    }

    It 'tells of a letter that is not there and goes on with the others' {
        $letter = Get-CcDeadLetter -Last 1
        $told = @('nobody', $letter.LetterId | Resume-CcDeadLetter -ErrorAction SilentlyContinue -ErrorVariable failed)
        $told.LetterId | Should -Be $letter.LetterId
        $failed[0].FullyQualifiedErrorId | Should -Match '^SelectionEmpty'
    }

    It 'does nothing with -WhatIf, or without a letter' {
        $runs = @(Get-CcRun).Count
        Get-CcDeadLetter | Resume-CcDeadLetter -WhatIf
        Get-CcDeadLetter -Rule no-such-rule | Resume-CcDeadLetter
        @(Get-CcRun).Count | Should -Be $runs
    }
}
