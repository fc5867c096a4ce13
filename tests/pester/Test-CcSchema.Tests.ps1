BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Test-CcSchema' {
    It 'finds nothing in a store that this program made' {
        Test-CcSchema -All | Should -BeNullOrEmpty
        Test-CcSchema -Quiet | Should -BeTrue
    }

    It 'says what is missing, and the command that makes it' {
        $empty = Connect-CcStore sqlite (Join-Path $TestDrive 'empty.db')
        $drift = Test-CcSchema cc_klines, cc_ohlcv_spot_1d_raw, klines -Store $empty
        $drift | Should -BeOfType CcIngest.Model.SchemaDrift
        $drift.Kind | Should -Be @('MissingTable', 'MissingTable')
        $drift.Command | Select-Object -Unique | Should -Be 'Initialize-CcStore'
        Test-CcSchema -Store $empty -Quiet | Should -BeFalse
    }
}
