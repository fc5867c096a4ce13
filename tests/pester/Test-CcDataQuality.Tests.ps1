BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Test-CcDataQuality' {
    It 'finds no error in a store as the ingests left it, and takes series from the pipeline' {
        Test-CcDataQuality -Severity Error | Should -BeNullOrEmpty
        Get-CcInstrument kraken BTC-USD | Test-CcDataQuality -Interval Day -Rule ohlc-order, jump | Should -BeNullOrEmpty
        (Get-CcRun -Last 1).Job | Should -Be Test-CcDataQuality
    }

    It 'does nothing with -WhatIf, and refuses a rule that there is not' {
        $runs = @(Get-CcRun).Count
        Test-CcDataQuality -WhatIf
        { Test-CcDataQuality -Rule jumpp -ErrorAction Stop } | Should -Throw -ErrorId 'JobInvalid,*'
        @(Get-CcRun).Count | Should -Be $runs
    }
}
