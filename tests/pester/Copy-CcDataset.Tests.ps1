BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Copy-CcDataset' {
    BeforeEach {
        $to = Connect-CcEmptyStore
        $from = Connect-CcFilledStore
    }

    It 'brings a series with its coverage, and only reads the second time' {
        $first = Copy-CcDataset ohlcv-spot -From $from -To $to -Interval 1d -Instrument BTC-USD
        $first | Should -BeOfType CcIngest.Model.CopiedRows
        $first.Rows | Should -Be @(Get-CcOhlcv kraken BTC-USD 1d -Store $from).Count
        $first.Inserted | Should -Be $first.Rows
        $again = Copy-CcDataset ohlcv-spot -From $from -To $to -Interval 1d -Instrument BTC-USD
        $again.Hash | Should -Be $first.Hash
        $again.Unchanged | Should -Be $first.Rows
        @(Get-CcCoverage -Store $to -State Complete).Count | Should -BeGreaterThan 0
    }

    It 'copies reference data whole' {
        $told = @(Copy-CcDataset exchanges, assets -From $from -To $to)
        $told.Dataset | Should -Be exchanges, assets
        @(Get-CcAsset -Store $to).Count | Should -Be @(Get-CcAsset -Store $from).Count
    }

    It 'writes nothing with -WhatIf' {
        Copy-CcDataset exchanges -From $from -To $to -WhatIf
        Get-CcExchange -Store $to | Should -BeNullOrEmpty
    }

    It 'does not copy a store onto itself, nor the books' {
        { Copy-CcDataset exchanges -From $from -To $from } | Should -Throw -ErrorId 'SettingInvalid,*'
        { Copy-CcDataset runs -From $from -To $to } | Should -Throw -ErrorId 'SettingInvalid,*'
    }
}
