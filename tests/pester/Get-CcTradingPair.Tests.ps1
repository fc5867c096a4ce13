BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Get-CcTradingPair' {
    It 'chooses active pairs by grade, volume and quote' {
        $pairs = Get-CcTradingPair -MinimumGrade BB -TopAsset 10 -Quote usd, USDT
        $pairs | Should -BeOfType CcIngest.Model.TradingPair
        $pairs.Quote | Sort-Object -Unique | Should -BeIn USD, USDT
        $pairs.Base | Sort-Object -Unique | Should -BeIn (Get-CcAsset -Top 10).Symbol
        $pairs.Status | Sort-Object -Unique | Should -Be ACTIVE
        $pairs.Exchange | Sort-Object -Unique | Should -BeIn (Get-CcExchange -MinimumGrade BB).Name
    }

    It 'takes exchanges from parameters and from the pipeline' {
        $named = Get-CcTradingPair kraken
        $piped = Get-CcExchange kraken | Get-CcTradingPair
        $piped.RawSymbol | Should -Be $named.RawSymbol
        Get-CcExchange no-such-* | Get-CcTradingPair | Should -BeNullOrEmpty
    }

    It 'takes names of instruments and a limit' {
        Get-CcTradingPair kraken BTC-USD | ForEach-Object Symbol | Should -Be BTC-USD
        @(Get-CcTradingPair kraken -Limit 3).Count | Should -Be 3
    }

    It 'takes names with wildcards' {
        $pairs = Get-CcTradingPair kraken btc-*
        @($pairs).Count | Should -BeGreaterThan 1
        $pairs.Symbol | ForEach-Object { $_ | Should -BeLike 'BTC-*' }
        Get-CcTradingPair kraken no-such* | Should -BeNullOrEmpty
    }

    It 'says what to do when nothing is found' {
        $failure = { Get-CcTradingPair -Quote NOSUCH } | Should -Throw -ErrorId 'SelectionEmpty,*' -PassThru
        $failure.CategoryInfo.Category | Should -Be ObjectNotFound
        $failure.ErrorDetails.RecommendedAction | Should -BeLike '*Sync-CcSpotInstrument*'
    }
}
