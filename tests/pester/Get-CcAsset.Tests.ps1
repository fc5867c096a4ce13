BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Get-CcAsset' {
    It 'reads assets by volume, largest first' {
        $assets = Get-CcAsset -Top 20
        $assets | Should -BeOfType CcIngest.Model.Asset
        $assets.Count | Should -Be 20
        $volumes = $assets.SpotVolume30DayUsd
        $volumes | Should -Be ($volumes | Sort-Object -Descending)
    }

    It 'ranks by the word that was asked for: <_>' -ForEach SpotVolume30Day, SpotVolume7Day, SpotVolume24Hour {
        $assets = Get-CcAsset -Top 50 -By $_
        $amounts = $assets."$($_)Usd"
        $amounts.Count | Should -BeGreaterThan 20
        $amounts | Should -Be ($amounts | Sort-Object -Descending)
    }

    It 'shows what an asset has several of' {
        (Get-CcAsset USDT).PreviousSymbols | Should -Be REALCOIN
        Get-CcAsset BTC | Format-List | Out-String | Should -Match 'Industries\s+: PAYMENT'
    }

    It 'finds a symbol, with wildcards and in any case' {
        (Get-CcAsset btc).Name | Should -Be Bitcoin
        Get-CcAsset BT* | ForEach-Object Symbol | Should -Contain BTC
        Get-CcAsset no-such-symbol | Should -BeNullOrEmpty
    }

    It 'gives times as UTC' {
        (Get-CcAsset BTC).SnapshotAt.Kind | Should -Be Utc
    }

    It 'refuses a count below one' {
        { Get-CcAsset -Top 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}
