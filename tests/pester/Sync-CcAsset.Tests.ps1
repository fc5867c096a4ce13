BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Sync-CcAsset' {
    BeforeEach {
        $null = Connect-CcSimulator
        $null = Connect-CcEmptyStore
    }

    It 'stores the assets with their market data, and changes no asset the second time' {
        $first = Sync-CcAsset
        $first.Outcome | Should -Be Complete
        $assets = Get-CcAsset
        $assets.Count | Should -BeGreaterOrEqual 100
        $null = Sync-CcAsset
        Get-CcAsset | Select-Object AssetId, Symbol, Name | ConvertTo-Json | Should -Be ($assets | Select-Object AssetId, Symbol, Name | ConvertTo-Json)
    }

    It 'reads about so many with -Top' {
        $all = Sync-CcAsset
        $null = Connect-CcEmptyStore
        $some = Sync-CcAsset -Top 10
        $some.Requests | Should -BeLessThan $all.Requests
        @(Get-CcAsset).Count | Should -BeGreaterOrEqual 10
    }

    It 'brings named assets alone, from the pipeline too' {
        ('BTC', 'ETH' | Sync-CcAsset).Outcome | Should -Be Complete
        (Get-CcAsset).Symbol | Sort-Object | Should -Be BTC, ETH
    }

    It 'writes nothing with -WhatIf' {
        $before = Get-CcContent
        Sync-CcAsset -WhatIf | Should -BeNullOrEmpty
        Get-CcContent | Should -Be $before
    }

    It 'refuses a count below one' {
        { Sync-CcAsset -Top 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}
