BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Get-CcKline' {
    It 'gives the digits that the exchange gave' {
        $simulator = Start-CcSimulator
        $begin = [DateTimeOffset]::new(2025, 3, 1, 0, 0, 0, [timespan]::Zero).ToUnixTimeMilliseconds()
        $rows = Invoke-RestMethod "$($simulator.DataApi.TrimEnd('/'))/api/v3/klines?symbol=BTCUSDT&interval=1d&limit=10&startTime=$begin"
        $klines = Get-CcKline binance BTCUSDT 1d -From 2025-03-01 -To 2025-03-11
        $klines.Count | Should -Be 10
        $klines | Should -BeOfType CcIngest.Model.Kline
        for ($row = 0; $row -lt 10; $row++) {
            $klines[$row].Close | Should -BeOfType decimal
            $klines[$row].Close | Should -Be ([decimal]::Parse($rows[$row][4], [cultureinfo]::InvariantCulture))
            $klines[$row].QuoteVolume | Should -Be ([decimal]::Parse($rows[$row][7], [cultureinfo]::InvariantCulture))
            [DateTimeOffset]::new($klines[$row].OpenTime).ToUnixTimeMilliseconds() | Should -Be $rows[$row][0]
        }
    }

    It 'finds a series by its standard symbol, and from the pipeline' {
        $klines = Get-CcKline binance btc-usdt-spot 1d -To 2025-02-01
        $klines.Count | Should -Be 31
        (Get-CcSymbol binance BTCUSDT | Get-CcKline -Interval 1d -To 2025-02-01).Close | Should -Be $klines.Close
    }

    It 'tells of a symbol that the store does not have' {
        { Get-CcKline binance NOSUCH 1d -ErrorAction Stop } | Should -Throw -ErrorId 'InstrumentUnknown,*'
    }
}
