BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcLetterStore
}

Describe 'Get-CcDeadLetter' {
    It 'tells what was rejected, why, and by which run and request' {
        $letters = @(Get-CcDeadLetter)
        $letters.Count | Should -BeGreaterThan 5
        $letters | Should -BeOfType CcIngest.Model.DeadLetterRecord
        $letters[0].RawText | Should -Match '"CLOSE":\s*null'
        $letters[0].Request | Should -Match 'BTC-USD'
        $letters[0].Reason | Should -Not -BeNullOrEmpty
        $letters[0].Time.Kind | Should -Be Utc
        $letters.RunId | Sort-Object -Unique | Should -Be (Get-CcRun -Last 1).RunId
    }

    It 'has a letter for every rejected period, and finds it from the coverage' {
        $rejected = @(Get-CcCoverage -State Rejected)
        $days = ($rejected | ForEach-Object { ($_.To - $_.From).Days } | Measure-Object -Sum).Sum
        $letters = @($rejected | Get-CcDeadLetter)
        $letters.Count | Should -Be $days
        $letters.LetterId | Sort-Object -Unique | Should -HaveCount $days
    }

    It 'filters by series, period, rule, run and number' {
        $all = @(Get-CcDeadLetter)
        @(Get-CcDeadLetter KRAKEN $all[0].RawSymbol).Count | Should -Be $all.Count
        Get-CcDeadLetter coinbase | Should -BeNullOrEmpty
        Get-CcDeadLetter -Interval 1h | Should -BeNullOrEmpty
        Get-CcDeadLetter -Dataset assets | Should -BeNullOrEmpty
        @(Get-CcDeadLetter -Dataset ohlcv-spot -Interval 1d).Count | Should -Be $all.Count
        @(Get-CcDeadLetter -Rule $all[0].Rule).Count | Should -BeGreaterThan 0
        Get-CcDeadLetter -Rule no-such-rule | Should -BeNullOrEmpty
        @(Get-CcRun -Last 1 | Get-CcDeadLetter).Count | Should -Be $all.Count
        Get-CcDeadLetter -RunId nobody | Should -BeNullOrEmpty
        @(Get-CcDeadLetter -Last 2).Count | Should -Be 2
        $day = $all[0].Time
        (Get-CcDeadLetter -From $day -To $day.AddDays(1)).LetterId | Should -Be $all[0].LetterId
    }

    It 'gives nothing for nothing from the pipeline' {
        Get-CcInstrument kraken NO-SUCH | Get-CcDeadLetter | Should -BeNullOrEmpty
    }
}
