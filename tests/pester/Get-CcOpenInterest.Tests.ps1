BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Get-CcOpenInterest' {
    It 'writes typed rows in time order, UTC' {
        $rows = Get-CcOpenInterest binance BTC-USDT-VANILLA-PERPETUAL 1d -From 2025-12-01 -To 2025-12-11
        $rows | Should -BeOfType CcIngest.Model.OpenInterest
        $rows.Count | Should -Be 10
        $rows[0].OpenTime | Should -Be ([datetime]::SpecifyKind('2025-12-01', 'Utc'))
        $rows[0].Close | Should -BeOfType double
    }

    It 'takes contracts from the pipeline' {
        @(Get-CcInstrument binance BTC-USDT-VANILLA-PERPETUAL -Market Futures | Get-CcOpenInterest -Interval 1d).Count | Should -Be 31
    }

    It 'refuses <Why>' -ForEach @(
        @{ Why = 'an interval that has no table'; Call = { Get-CcOpenInterest binance BTC-USDT-VANILLA-PERPETUAL 1w }; Id = 'SettingInvalid,*' }
        @{ Why = 'a contract that the store does not know'; Call = { Get-CcOpenInterest binance NO-SUCH 1d }; Id = 'InstrumentUnknown,*' }
    ) {
        $Call | Should -Throw -ErrorId $Id
    }
}
