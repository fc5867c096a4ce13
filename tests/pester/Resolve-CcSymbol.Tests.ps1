BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Resolve-CcSymbol' {
    It 'takes the main book and names the others and the reason' {
        $dark = Get-CcSymbol kraken *.d
        $resolved = Resolve-CcSymbol $dark.StandardSymbol kraken
        $resolved.NativeSymbol | Should -Be ($dark.NativeSymbol -replace '\.d$')
        $resolved.Others | Should -Be $dark.NativeSymbol
        $resolved.Reason | Should -BeLike 'The first of 2: ACTIVE before others*'
    }

    It 'takes native and standard names from the pipeline, each once' {
        $resolved = 'BTCUSDT', 'btc-usdt-spot', 'BTCUSDT' | Resolve-CcSymbol -Exchange binance
        $resolved.NativeSymbol | Should -Be BTCUSDT, BTCUSDT
        $resolved[0].Reason | Should -Be 'The only one.'
    }

    It 'says why a text is no symbol, and goes on' {
        $resolved = Resolve-CcSymbol NO-SUCH, BTC-USDT-SPOT -Exchange binance -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'InstrumentUnknown,*'
        "$($failures[0])" | Should -BeLike '*2 parts between dashes*'
        @($resolved).Count | Should -Be 1
    }
}
