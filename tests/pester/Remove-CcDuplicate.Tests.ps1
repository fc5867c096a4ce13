BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Remove-CcDuplicate' {
    BeforeEach {
        $null = Connect-CcFilledStore
    }

    It 'has nothing to remove where the key keeps duplicates out' {
        $none = Remove-CcDuplicate -Confirm:$false
        $none | Should -BeOfType CcIngest.Model.DuplicateRemoval
        $none.Removed | Should -Be 0
        $none.HasKey | Should -BeTrue
    }

    It 'makes a table anew with another key, and does nothing with -WhatIf' {
        Remove-CcDuplicate cc_ohlcv_spot_1d_raw -Key exchange, symbol_unmapped -Rebuild -WhatIf
        $done = Remove-CcDuplicate cc_ohlcv_spot_1d_raw -Key exchange, symbol_unmapped -Rebuild -ExportPath (Join-Path $TestDrive removed) -Confirm:$false
        $done.Method | Should -Be rebuild
        $done.Removed | Should -Be ($done.RowsBefore - $done.RowsAfter)
        $done.Removed | Should -BeGreaterThan 0
        Get-CcDuplicate -Key exchange, symbol_unmapped | Should -BeNullOrEmpty
        Get-ChildItem (Join-Path $TestDrive removed) -Filter *.parquet | Should -Not -BeNullOrEmpty
    }
}
