BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Get-CcInstrument' {
    It 'reads instruments of every status, with both names' {
        $all = Get-CcInstrument
        $all | Should -BeOfType CcIngest.Model.Instrument
        $all.Exchange | Sort-Object -Unique | Should -Be coinbase, kraken
        @($all.Status | Sort-Object -Unique).Count | Should -BeGreaterThan 1
        $all | Where-Object { -not $_.RawSymbol } | Should -BeNullOrEmpty
    }

    It 'filters by exchange, name and status' {
        $found = Get-CcInstrument Kraken btc-*
        $found.Exchange | Sort-Object -Unique | Should -Be kraken
        $found.Symbol | ForEach-Object { $_ | Should -BeLike 'BTC-*' }
        Get-CcInstrument -Status active | ForEach-Object Status | Sort-Object -Unique | Should -Be ACTIVE
    }

    It 'takes exchanges from the pipeline, and nothing for nothing' {
        $count = @(Get-CcExchange kraken, coinbase | Get-CcInstrument).Count
        $count | Should -Be @(Get-CcInstrument).Count
        Get-CcExchange no-such-* | Get-CcInstrument | Should -BeNullOrEmpty
    }

    It 'gives times as UTC' {
        $pair = Get-CcInstrument kraken BTC-USD
        $pair.FirstTrade.Kind | Should -Be Utc
        $pair.FirstTrade | Should -BeLessThan $pair.LastTrade
    }

    It 'ends when a later command has enough' {
        @(Get-CcInstrument | Select-Object -First 3).Count | Should -Be 3
    }
}
