BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Invoke-CcOrderBookCapture' {
    BeforeEach {
        $null = Connect-CcFilledStore
    }

    It 'captures the books that come down the pipeline, tick by tick' {
        $run = Get-CcSymbol binance BTC-*-SPOT | Invoke-CcOrderBookCapture -Depth 5 -Every 00:00:00.5 -Count 2
        $run.Steps[0].Legs | Should -BeGreaterThan 1
        $run.Steps[0].Rows.Inserted | Should -BeGreaterThan 0
        $run.Steps[0].Rows.Inserted + $run.Steps[0].Missed | Should -Be (2 * $run.Steps[0].Legs)
    }

    It 'prints the plan with -WhatIf, and asks and writes nothing' {
        $before = @(Get-CcRun).Count
        Invoke-CcOrderBookCapture binance BTC-USDT-SPOT -Every 00:00:05 -For 01:00:00 -WhatIf | Should -BeNullOrEmpty
        @(Get-CcRun).Count | Should -Be $before
    }

    It 'refuses <Why>' -ForEach @(
        @{ Why = 'a cadence that no exchange bears'; With = @{ Every = '00:00:00.01' }; Id = 'JobInvalid,*' }
        @{ Why = 'a length without colons, which is 100 ns each'; With = @{ For = 60 }; Id = 'JobInvalid,*' }
        @{ Why = 'several ends'; With = @{ Count = 1; For = '00:00:05' }; Id = 'JobInvalid,*' }
        @{ Why = 'more than the exchange allows'; With = @{ Depth = 5000; Every = '00:00:01' }; Id = 'SettingInvalid,*' }
        @{ Why = 'a symbol that the store does not have'; With = @{ Symbol = 'NOSUCH' }; Id = 'SelectionEmpty,*' }
    ) {
        $parameters = @{ Exchange = 'binance'; Symbol = 'BTC-USDT-SPOT'; Every = '00:00:05' }
        foreach ($name in $With.Keys) {
            $parameters[$name] = $With[$name]
        }

        { Invoke-CcOrderBookCapture @parameters } | Should -Throw -ErrorId $Id
    }
}
