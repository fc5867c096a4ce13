BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Get-CcDuplicate' {
    BeforeAll {
        $null = Connect-CcFilledStore
    }

    It 'finds rows that share other columns than the key, with the reason' {
        $groups = @(Get-CcDuplicate cc_ohlcv_spot_1d_raw -Key exchange, symbol_unmapped)
        $groups | Should -Not -BeNullOrEmpty
        $groups[0] | Should -BeOfType CcIngest.Model.DuplicateGroup
        $groups[0].Rows | Should -BeGreaterThan 1
        $groups[0].Reason | Should -BeLike '*primary key*'
    }

    It 'finds none by the key' {
        Get-CcDuplicate | Should -BeNullOrEmpty
    }
}
