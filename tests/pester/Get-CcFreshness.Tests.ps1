BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Get-CcFreshness' {
    It 'says to when each dataset of a venue is known' {
        $fresh = Get-CcFreshness kraken -Dataset ohlcv-spot -Interval 1d
        $fresh | Should -BeOfType CcIngest.Model.DataFreshness
        $fresh.Series | Should -BeGreaterThan 0
        $fresh.NewestTo.Kind | Should -Be Utc
        $fresh.Age | Should -BeGreaterThan ([timespan]::Zero)
    }

    It 'counts what is older than asked for' {
        (Get-CcFreshness kraken -Interval 1d -MaxAge 00:00:01).Behind | Should -BeGreaterThan 0
        (Get-CcFreshness kraken -Interval 1d -MaxAge 36500.00:00:00).Behind | Should -Be 0
    }

    It 'refuses an age that is none' {
        { Get-CcFreshness -MaxAge 00:00:00 -ErrorAction Stop } | Should -Throw -ErrorId 'RangeInvalid,*'
    }
}
