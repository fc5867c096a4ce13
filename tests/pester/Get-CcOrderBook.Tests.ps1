BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Get-CcOrderBook' {
    BeforeEach {
        $null = Connect-CcFilledStore
    }

    It 'prints a ladder: asks above bids, the spread between them' {
        $lines = (Get-CcOrderBook binance BTC-USDT-SPOT | Out-String) -split '\r?\n' | Where-Object { $_ }
        $lines[0] | Should -Match '^binance BTCUSDT  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}Z$'
        $lines[1] | Should -Match 'bid \| +price \| ask$'
        $lines[2..11] | ForEach-Object { $_ | Should -Match '^ +\| +[\d.]+ \| [\d.]+$' }
        $lines[12] | Should -Match '\| +spread [\d.]+$'
        $lines[13..22] | ForEach-Object { $_ | Should -Match '^ *[\d.]+ \| +[\d.]+ \|$' }
    }

    It 'keeps the zeros that the exchange wrote' {
        (Get-CcOrderBook binance BTC-USDT-SPOT).Bids[0].Price.ToString([cultureinfo]::InvariantCulture) | Should -Match '\.\d{8}$'
    }

    It 'takes symbols from the pipeline' {
        (Get-CcSymbol binance BTC-USDT-SPOT | Get-CcOrderBook).NativeSymbol | Should -Be BTCUSDT
    }
}
