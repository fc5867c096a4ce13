BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Add-CcCoverage' {
    It 'leaves what the books know as it is' {
        $adopted = @(Add-CcCoverage ohlcv-spot -Interval 1d)
        $adopted | Should -BeOfType CcIngest.Model.AdoptedRows
        $adopted.Adopted | Select-Object -Unique | Should -Be 0
        ($adopted.Known | Measure-Object -Sum).Sum | Should -BeGreaterThan 0
    }

    It 'enters nothing with -WhatIf' {
        Add-CcCoverage ohlcv-spot -Interval 1d -WhatIf | Should -BeNullOrEmpty
    }

    It 'refuses what is no time series' {
        { Add-CcCoverage exchanges -ErrorAction Stop } | Should -Throw -ErrorId 'SettingInvalid,*'
    }
}
