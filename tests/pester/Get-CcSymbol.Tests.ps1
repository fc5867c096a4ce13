BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Get-CcSymbol' {
    It 'reads symbols with both names' {
        $all = Get-CcSymbol
        $all | Should -BeOfType CcIngest.Model.SymbolRecord
        $all.Exchange | Sort-Object -Unique | Should -Be binance, kraken
        $all | Where-Object { -not $_.NativeSymbol -or $_.StandardSymbol -notlike "$($_.Base)-$($_.Quote)-*" } | Should -BeNullOrEmpty
        $all.FirstSeen.Kind | Sort-Object -Unique | Should -Be Utc
    }

    It 'filters by exchange, symbol in either name, quote, type and status' {
        (Get-CcSymbol Binance btcusdt).StandardSymbol | Should -Be BTC-USDT-SPOT
        (Get-CcSymbol binance btc-usdt-spot).NativeSymbol | Should -Be BTCUSDT
        Get-CcSymbol -Quote usd | ForEach-Object Quote | Sort-Object -Unique | Should -Be USD
        Get-CcSymbol -Type PERP | Should -BeNullOrEmpty
        Get-CcSymbol -Status active | ForEach-Object Status | Sort-Object -Unique | Should -Be ACTIVE
    }

    It 'keeps the dark pool beside the main book' {
        @(Get-CcSymbol kraken | Group-Object StandardSymbol | Where-Object Count -eq 2).Count | Should -Be 1
    }
}
