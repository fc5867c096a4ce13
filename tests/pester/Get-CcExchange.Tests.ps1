BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Get-CcExchange' {
    It 'reads all exchanges by name' {
        $all = Get-CcExchange
        $all | Should -BeOfType CcIngest.Model.Exchange
        $all.Count | Should -BeGreaterOrEqual 20
        $all.Name | Should -Be ($all.Name | Sort-Object { $_ } -Culture '')
        $all[0].UpdatedAt.Kind | Should -Be Utc
    }

    It 'takes wildcards in any case, from the pipeline too' {
        Get-CcExchange KRAK* | ForEach-Object Name | Should -Be kraken
        'kraken', 'coinb*' | Get-CcExchange | ForEach-Object Name | Sort-Object | Should -Be coinbase, kraken
        Get-CcExchange no-such-name | Should -BeNullOrEmpty
    }

    It 'takes a grade to mean this or better' {
        $order = 'AAA', 'AA', 'A', 'BBB', 'BB', 'B', 'CCC', 'CC', 'C', 'D', 'E', 'F'
        $good = Get-CcExchange -MinimumGrade bb
        $good.Grade | ForEach-Object { $_ | Should -BeIn $order[0..4] }
        $expected = @(Get-CcExchange | Where-Object { $_.Grade -and $order.IndexOf($_.Grade) -le 4 })
        $good.Name | Should -Be $expected.Name
        $expected.Count | Should -BeLessThan @(Get-CcExchange).Count
    }

    It 'refuses a grade that does not exist' {
        { Get-CcExchange -MinimumGrade Z } | Should -Throw -ExpectedMessage '*Z*grade*'
    }

    It 'ends when a later command has enough' {
        Get-CcExchange | Select-Object -First 1 | ForEach-Object Name | Should -Be (Get-CcExchange)[0].Name
    }

    It 'completes names from the connected store, and grades' {
        (TabExpansion2 'Get-CcExchange kra').CompletionMatches.CompletionText | Should -Be kraken
        (TabExpansion2 'Get-CcExchange -MinimumGrade B').CompletionMatches.CompletionText | Should -Be BBB, BB, B
    }
}
