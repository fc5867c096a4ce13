BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Compare-CcSource' {
    It 'agrees where nothing was changed' {
        $compared = Compare-CcSource kraken XXBTZUSD -Interval 1d
        $compared | Should -BeOfType CcIngest.Model.SourceComparison
        $compared.Agreement | Should -Be 1
        $compared.Rows | Should -BeGreaterThan 0
        ($compared.Columns | Where-Object Column -EQ close).Agreeing | Should -Be $compared.Rows
    }

    It 'says with -WhatIf how many requests there would be, and sends none' {
        $runs = @(Get-CcRun).Count
        Compare-CcSource kraken -Interval 1d -Sample 1 -WhatIf
        @(Get-CcRun).Count | Should -Be $runs
    }
}
