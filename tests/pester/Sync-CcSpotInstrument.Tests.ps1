BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Sync-CcSpotInstrument' {
    BeforeEach {
        $null = Connect-CcSimulator
        $null = Connect-CcEmptyStore
        $null = Sync-CcExchange
        $runs = @(Get-CcRun -Last 100).Count
    }

    It 'brings the instruments of one exchange, by name in any case' {
        $summary = Sync-CcSpotInstrument Kraken
        $summary.Outcome | Should -Be Complete
        Get-CcInstrument | ForEach-Object Exchange | Sort-Object -Unique | Should -Be kraken
        Get-CcInstrument | ForEach-Object Status | Should -Contain ACTIVE
    }

    It 'collects a pipeline into one run, from names and from exchanges' {
        $null = 'kraken', 'coinbase' | Sync-CcSpotInstrument
        @(Get-CcRun -Last 100).Count | Should -Be ($runs + 1)
        $null = Get-CcExchange kraken, coinbase | Sync-CcSpotInstrument
        @(Get-CcRun -Last 100).Count | Should -Be ($runs + 2)
        Get-CcInstrument | ForEach-Object Exchange | Sort-Object -Unique | Should -Be coinbase, kraken
    }

    It 'passes the instruments of these exchanges on, and no summary' {
        $null = Sync-CcSpotInstrument coinbase
        $passed = 'kraken' | Sync-CcSpotInstrument -PassThru
        $passed | Should -BeOfType CcIngest.Model.Instrument
        $passed.Exchange | Sort-Object -Unique | Should -Be kraken
        $passed.Count | Should -Be @(Get-CcInstrument kraken).Count
    }

    It 'chooses by grade' {
        $good = (Get-CcExchange -MinimumGrade AA).Name
        $passed = Sync-CcSpotInstrument -MinimumGrade AA -PassThru
        $passed.Exchange | Sort-Object -Unique | Should -BeIn $good
        $good.Count | Should -BeLessThan @(Get-CcExchange).Count
    }

    It 'does nothing when nothing comes down the pipeline' {
        Get-CcExchange no-such-* | Sync-CcSpotInstrument | Should -BeNullOrEmpty
        @(Get-CcRun -Last 100).Count | Should -Be $runs
    }

    It 'tells of an unknown exchange, and the others go on' {
        $summary = Sync-CcSpotInstrument kraken, atlantis -ErrorVariable failures -ErrorAction SilentlyContinue
        $summary.Outcome | Should -Be Partial
        $summary.ExitCode | Should -Be 2
        @($failures).Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'MarketUnknown,*'
        $failures[0].TargetObject | Should -Match atlantis
        Get-CcInstrument kraken | Should -Not -BeNullOrEmpty
    }

    It 'writes nothing with -WhatIf' {
        $before = Get-CcContent
        Sync-CcSpotInstrument -WhatIf | Should -BeNullOrEmpty
        Get-CcExchange | Sync-CcSpotInstrument -PassThru -WhatIf | Should -BeNullOrEmpty
        Get-CcContent | Should -Be $before
    }
}
