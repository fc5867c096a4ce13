BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Get-CcRun' {
    It 'reads the newest runs first, ten unless told' {
        $runs = Get-CcRun
        $runs | Should -BeOfType CcIngest.Model.RunRecord
        $runs[0].Job | Should -Be Invoke-CcOhlcvIngest
        $runs.Count | Should -Be 10
        $all = Get-CcRun -Last 1000
        $all.Count | Should -BeGreaterThan 10
        $all[-1].Job | Should -Be Sync-CcSymbol
        $runs.StartedAt | Should -Be ($runs.StartedAt | Sort-Object -Descending)
        @(Get-CcRun -Last 2).Count | Should -Be 2
        @(Get-CcRun 1).Count | Should -Be 1
    }

    It 'has the counts that the run itself told' {
        $summary = Sync-CcExchange
        $run = Get-CcRun -Last 1
        $run.RunId | Should -Be $summary.RunId
        $run.Outcome | Should -Be $summary.Outcome
        $run.Requests | Should -Be $summary.Requests
        $run.RowsUnchanged | Should -Be $summary.Steps[0].Rows.Unchanged
        ($run.Summary | ConvertFrom-Json).runId | Should -Be $summary.RunId
    }

    It 'gives times as UTC' {
        (Get-CcRun -Last 1).StartedAt.Kind | Should -Be Utc
    }

    It 'refuses a count below one' {
        { Get-CcRun -Last 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}
