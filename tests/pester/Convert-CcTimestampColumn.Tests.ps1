BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Convert-CcTimestampColumn' {
    BeforeEach {
        $null = Connect-CcFilledStore
    }

    It 'has nothing to do where times are times' {
        (Convert-CcTimestampColumn -Confirm:$false).Outcome | Should -Be NothingToDo
    }

    It 'makes times of numbers, and removes the original when asked to' {
        $rows = @(Get-CcOhlcv kraken BTC-USD 1d).Count
        $done = Convert-CcTimestampColumn cc_ohlcv_spot_1d_raw total_trades -Unit @{ total_trades = 's' } -Confirm:$false
        $done | Should -BeOfType CcIngest.Model.TimestampConversion
        $done.Outcome | Should -Be Converted
        $done.RowsAfter | Should -BeGreaterOrEqual $rows
        $done.RowsAfter | Should -Be $done.RowsBefore
        $done.Original | Should -Match '^cc_ohlcv_spot_1d_raw__before_\d{8}T\d{6}Z$'
        (Convert-CcTimestampColumn -RemoveOriginal -Confirm:$false).Outcome | Should -Be OriginalRemoved
    }

    It 'prints each step with -WhatIf and does nothing' {
        Convert-CcTimestampColumn -Column total_trades -WhatIf
        (Convert-CcTimestampColumn -Confirm:$false).Original | Should -BeNullOrEmpty
    }
}
