BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Get-CcOhlcv' {
    It 'gives the values that the API gave' {
        $simulator = Start-CcSimulator
        $until = [DateTimeOffset]::new(2025, 3, 10, 0, 0, 0, [timespan]::Zero).ToUnixTimeSeconds()
        $answer = Invoke-RestMethod "$($simulator.DataApi.TrimEnd('/'))/spot/v1/historical/days?market=kraken&instrument=BTC-USD&limit=10&to_ts=$until"
        $candles = Get-CcOhlcv kraken BTC-USD 1d -From 2025-03-01 -To 2025-03-11
        $candles.Count | Should -Be 10
        foreach ($column in 'Open', 'High', 'Low', 'Close', 'Volume') {
            $candles.$column | Should -Be $answer.Data."$($column.ToUpperInvariant())" -Because $column
        }

        $candles.QuoteVolume | Should -Be $answer.Data.QUOTE_VOLUME
        $candles.TotalTrades | Should -Be $answer.Data.TOTAL_TRADES
        $candles.OpenTime | ForEach-Object { [DateTimeOffset]::new($_).ToUnixTimeSeconds() } | Should -Be $answer.Data.TIMESTAMP
    }

    It 'writes typed candles in time order, From inclusive and To exclusive, UTC' {
        $candles = Get-CcOhlcv kraken BTC-USD Day -From 2025-02-01 -To 2025-03-01
        $candles | Should -BeOfType CcIngest.Model.Ohlcv
        $candles.Count | Should -Be 28
        $candles[0].OpenTime | Should -Be ([datetime]::SpecifyKind('2025-02-01', 'Utc'))
        $candles[0].OpenTime.Kind | Should -Be Utc
        $candles[-1].OpenTime | Should -Be ([datetime]::SpecifyKind('2025-02-28', 'Utc'))
        $candles[0].Close | Should -BeOfType double
    }

    It 'takes a time without a zone for UTC, whatever the machine''s zone' {
        $text = pwsh -NoProfile -NonInteractive -Command "
            `$env:TZ = 'America/New_York'; [TimeZoneInfo]::ClearCachedData()
            Import-Module '$manifest'
            `$null = Connect-CcStore sqlite '$((Connect-CcFilledStore).Address)'
            foreach (`$from in '2025-03-05', ([datetime]'2025-03-05'), ([datetime]'2025-03-05').ToLocalTime(), ([DateTimeOffset]'2025-03-05T02:00:00+02:00')) {
                (Get-CcOhlcv kraken BTC-USD 1d -From `$from -To '2025-03-06T00:00Z').OpenTime.ToString('yyyy-MM-ddTHH:mmK', [cultureinfo]::InvariantCulture)
            }"
        # The third one is local midnight-minus-offset made local again: the same instant.
        $text | Should -Be (@('2025-03-05T00:00Z') * 4)
    }

    It 'finds a series by the name on the exchange too' {
        $pair = Get-CcInstrument kraken BTC-USD
        $byRaw = Get-CcOhlcv kraken $pair.RawSymbol 1d -To 2025-02-01
        $byRaw.Close | Should -Be (Get-CcOhlcv kraken BTC-USD 1d -To 2025-02-01).Close
    }

    It 'takes series from the pipeline' {
        $candles = Get-CcTradingPair kraken BTC-USD, ETH-USD | Get-CcOhlcv -Interval 1d -From 2025-05-01 -To 2025-05-03
        $candles.Count | Should -Be 4
        $candles.Symbol | Sort-Object -Unique | Should -Be BTC-USD, ETH-USD
    }

    It 'exports to a file that reads back the same' {
        $file = Join-Path $TestDrive 'btc.csv'
        Get-CcOhlcv kraken BTC-USD 1d -To 2025-02-01 | Export-Csv $file
        $rows = Import-Csv $file
        $rows.Count | Should -Be 31
        $rows.ForEach({ [double]::Parse($_.Close, [cultureinfo]::CurrentCulture) }) | Should -Be (Get-CcOhlcv kraken BTC-USD 1d -To 2025-02-01).Close
    }

    It 'ends when a later command has enough' {
        @(Get-CcOhlcv kraken BTC-USD 1d | Select-Object -First 2).Count | Should -Be 2
    }

    It 'completes intervals' {
        (TabExpansion2 'Get-CcOhlcv kraken BTC-USD -Interval ').CompletionMatches.CompletionText | Should -Be '1d', '1h', '1m', 'Day', 'Hour', 'Minute'
    }

    It 'refuses <Why>' -ForEach @(
        @{ Why = 'a From after To'; Call = { Get-CcOhlcv kraken BTC-USD 1d -From 2025-02-01 -To 2025-01-01 }; Id = 'RangeInvalid,*' }
        @{ Why = 'a text that is no interval'; Call = { Get-CcOhlcv kraken BTC-USD 7x }; Id = 'CannotConvertArgument*' }
        @{ Why = 'an interval that has no table'; Call = { Get-CcOhlcv kraken BTC-USD 1w }; Id = 'SettingInvalid,*' }
        @{ Why = 'a time that is none'; Call = { Get-CcOhlcv kraken BTC-USD 1d -From 01/02/2025 }; Id = 'ParameterArgumentTransformationError,*' }
        @{ Why = 'an instrument that the store does not know'; Call = { Get-CcOhlcv kraken NO-SUCH 1d }; Id = 'InstrumentUnknown,*' }
    ) {
        $Call | Should -Throw -ErrorId $Id
    }

    It 'goes on after an unknown instrument' {
        $candles = [pscustomobject]@{ Exchange = 'kraken'; Symbol = 'NO-SUCH' }, (Get-CcTradingPair kraken BTC-USD) |
            Get-CcOhlcv -Interval 1d -From 2025-05-01 -To 2025-05-02 -ErrorAction SilentlyContinue -ErrorVariable failures
        @($candles).Count | Should -Be 1
        @($failures).Count | Should -Be 1
    }

    It 'reads an index by its family, and tells an empty range from an index that it does not have' {
        @(Get-CcOhlcv cadli btc-usd 1d -Market Index).Count | Should -Be 31
        Get-CcOhlcv cadli BTC-USD 1d -Market Index -To 2011-01-01 | Should -BeNullOrEmpty
        { Get-CcOhlcv cadli NO-SUCH 1d -Market Index } | Should -Throw -ErrorId 'InstrumentUnknown,*'
    }
}
