BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Invoke-CcKlineIngest' {
    BeforeEach {
        $null = Connect-CcFilledStore
    }

    It 'asks for what is missing, and for the revisited tail only when nothing is' {
        $ingest = @{ Exchange = 'binance'; Quote = 'USDT'; Limit = 3; Interval = '1d'; From = '2025-10-01'; To = '2026-01-01' }
        $first = Invoke-CcKlineIngest @ingest
        $first.Outcome | Should -Be Complete
        $first.Steps[0].Legs | Should -Be 3
        $first.Steps[0].Rows.Inserted | Should -BeGreaterThan 0
        $again = Invoke-CcKlineIngest @ingest
        $again.Steps[0].Rows.Inserted | Should -Be 0
        (Invoke-CcKlineIngest @ingest -Revisit 0).Steps[0].Requests | Should -Be 0
    }

    It 'takes a list from the pipeline and a selection to mean the same' {
        $piped = Get-CcSymbol binance BTC-USDT-SPOT | Invoke-CcKlineIngest -Interval 1h -From 2025-12-01 -To 2025-12-08
        $piped.Steps[0].Rows.Inserted | Should -BeGreaterThan 100
        $chosen = Invoke-CcKlineIngest -Exchange binance -Symbol BTCUSDT -Interval 1h -From 2025-12-01 -To 2025-12-08 -Revisit 0
        $chosen.Steps[0].Requests | Should -Be 0
    }

    It 'prints the plan with -WhatIf, and asks and writes nothing' {
        $before = @(Get-CcRun).Count
        Invoke-CcKlineIngest -Exchange binance -Interval 1d -From 2025-01-01 -WhatIf | Should -BeNullOrEmpty
        @(Get-CcRun).Count | Should -Be $before
    }

    It 'refuses <Why>' -ForEach @(
        @{ Why = 'a From after To'; With = @{ From = '2025-02-01'; To = '2025-01-01' }; Id = 'RangeInvalid,*' }
        @{ Why = 'an interval that no exchange has'; With = @{ Interval = '7m' }; Id = 'SettingInvalid,*' }
        @{ Why = 'a selection that finds nothing'; With = @{ Quote = 'NOSUCH' }; Id = 'SelectionEmpty,*' }
    ) {
        $parameters = @{ Exchange = 'binance'; Interval = '1d'; From = '2025-01-01' }
        foreach ($name in $With.Keys) {
            $parameters[$name] = $With[$name]
        }

        { Invoke-CcKlineIngest @parameters } | Should -Throw -ErrorId $Id
    }
}
