BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-Completion {
        param([string] $Line)

        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches | Where-Object ResultType -EQ ParameterValue
    }

    # Words of a store may come with the next key press.
    function Wait-Completion {
        param([string] $Line)

        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        do {
            $found = @(Get-Completion $Line)
        } while (-not $found -and $clock.Elapsed.TotalSeconds -lt 20)
        $found
    }
}

Describe 'Completion of what is fixed' {
    It 'offers <Expected> for <Line>' -ForEach @(
        @{ Line = 'Connect-CcStore '; Expected = 'sqlite' }
        @{ Line = 'Connect-CcStore -Engine my'; Expected = 'mysql' }
        @{ Line = 'Export-CcSchema sing'; Expected = 'singlestore' }
        @{ Line = 'Get-CcOhlcv -Interval D'; Expected = 'Day' }
        @{ Line = 'Invoke-CcOhlcvIngest -Interval 1'; Expected = '1d' }
        @{ Line = 'Get-CcExchange -MinimumGrade B'; Expected = 'BB' }
        @{ Line = 'Get-CcInstrument -Status van'; Expected = 'VANISHED' }
        @{ Line = 'Get-CcDeadLetter -Dataset ohlcv'; Expected = 'ohlcv-spot' }
        @{ Line = 'Get-CcDeadLetter -Rule ohlc'; Expected = 'ohlc-order' }
        @{ Line = 'Get-CcDeadLetter -Rule *refused'; Expected = 'store-refused' }
    ) {
        @(Get-Completion $Line).CompletionText | Should -Contain $Expected
    }

    It 'says what each word is' {
        (Get-Completion 'Get-CcDeadLetter -Rule ohlc-o').ToolTip | Should -Be ("low {0} open, close {0} high" -f [char] 0x2264)
    }
}

Describe 'Completion from the store' {
    BeforeAll {
        $null = Connect-CcFilledStore
    }

    It 'offers <Expected> for <Line>' -ForEach @(
        @{ Line = 'Get-CcInstrument krak'; Expected = 'kraken' }
        @{ Line = 'Sync-CcSpotInstrument -Exchange KRAK'; Expected = 'kraken' }
        @{ Line = 'Get-CcExchange *ken'; Expected = 'kraken' }
        @{ Line = 'Get-CcInstrument -Exchange ''krak'; Expected = '''kraken''' }
        @{ Line = 'Get-CcInstrument -Exchange "krak'; Expected = '"kraken"' }
        @{ Line = 'Get-CcInstrument -Exchange coinbase, krak'; Expected = 'kraken' }
        @{ Line = 'Get-CcOhlcv kraken BTC-U'; Expected = 'BTC-USD' }
        @{ Line = 'Get-CcOhlcv -Exchange kraken -Instrument *-eur'; Expected = 'BTC-EUR' }
        @{ Line = 'Get-CcInstrument -Instrument BTC-U'; Expected = 'BTC-USD' }
        @{ Line = 'Invoke-CcOhlcvIngest -Exchange kraken -Symbol btc-u'; Expected = 'BTC-USD' }
        @{ Line = 'Get-CcCoverage kraken XXBT'; Expected = 'XXBTZUSD' }
        @{ Line = 'Get-CcTradingPair -Quote EU'; Expected = 'EUR' }
        @{ Line = 'Get-CcAsset BT'; Expected = 'BTC' }
    ) {
        @(Wait-Completion $Line).CompletionText | Should -Contain $Expected
    }

    It 'offers runs, newest first, and says which they are' {
        $runs = @(Wait-Completion 'Get-CcDeadLetter -RunId ')
        $runs.ListItemText | Should -Be (Get-CcRun -Last 1000).RunId
        $runs[0].ToolTip | Should -BeLike "*Z $((Get-CcRun -Last 1).Job), Complete"
    }

    It 'says what an exchange and an instrument are' {
        (Wait-Completion 'Get-CcInstrument kraken').ToolTip | Should -Match '(?i)^kraken, grade [A-F]+'
        (Wait-Completion 'Get-CcOhlcv kraken BTC-USD').ToolTip | Should -BeLike 'XXBTZUSD on kraken, ACTIVE, first trade 20*'
    }

    It 'takes the store that stands on the line' {
        $other = Connect-CcEmptyStore
        $null = Sync-CcExchange
        $empty = Connect-CcEmptyStore
        Get-Completion 'Get-CcInstrument krak' | Should -BeNullOrEmpty
        (Wait-Completion 'Get-CcInstrument -Store $other -Exchange krak').CompletionText | Should -Be 'kraken'
        Get-Completion 'Get-CcInstrument -Store $empty -Exchange krak' | Should -BeNullOrEmpty
    }

    It 'offers what this session has just written' {
        $null = Connect-CcEmptyStore
        Get-Completion 'Get-CcInstrument krak' | Should -BeNullOrEmpty
        $null = Sync-CcExchange
        (Wait-Completion 'Get-CcInstrument krak').CompletionText | Should -Be 'kraken'
    }

    It 'asks no store for words that it knows' {
        $store = Connect-CcFilledStore
        $lines = 'Get-CcInstrument krak', 'Get-CcOhlcv kraken BTC-U', 'Get-CcCoverage kraken XXBT'
        $lines | ForEach-Object { Wait-Completion $_ | Should -Not -BeNullOrEmpty }
        Remove-Item "$($store.Address)*"
        $lines | ForEach-Object { Get-Completion $_ | Should -Not -BeNullOrEmpty -Because 'the words are remembered' }
    }
}

Describe 'Completion without a store' {
    It 'offers nothing before a store is connected, without an error' {
        $said = pwsh -NoProfile -NonInteractive -Command "
            Import-Module '$manifest'
            @((TabExpansion2 'Get-CcInstrument zz' 19).CompletionMatches).Count
            `$Error.Count"
        $said | Should -Be '0', '0'
    }

    It 'offers nothing of a server that does not answer, and does not wait for it' {
        $silent = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $silent.Start()
        try {
            # A handle of a server that was there when the session began.
            $store = [CcIngest.Model.ConnectedStore]@{ Engine = 'mysql'; Address = '127.0.0.1'; Schema = 'market'; ServerVersion = '11'; SchemaVersion = 2 }
            $folder = New-Item -ItemType Directory (Join-Path $TestDrive 'silent')
            $context = [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext((Get-Command Get-CcRun).ImplementingType.Assembly)
            $connections = (Get-Command Get-CcRun).ImplementingType.Assembly.GetType('CcIngest.Cmdlets.RunspaceConnections')
            $options = $context.LoadFromAssemblyName('CcIngest.Storage').GetType('CcIngest.Storage.StoreOptions')::new()
            foreach ($name in 'Engine', 'Host', 'Port', 'User') {
                $options.GetType().GetProperty($name).SetValue($options, @{ Engine = 'mysql'; Host = '127.0.0.1'; Port = $silent.LocalEndpoint.Port; User = 'u' }[$name])
            }

            $current = $connections.GetProperty('Current').GetValue($null)
            $connections.GetMethod('Connect', [type[]]@([CcIngest.Model.ConnectedStore], $options.GetType())).Invoke($current, @($store, $options))
            $taken = foreach ($round in 1..5) {
                $clock = [System.Diagnostics.Stopwatch]::StartNew()
                Get-Completion 'Get-CcInstrument krak' | Should -BeNullOrEmpty
                $clock.Elapsed.TotalMilliseconds
            }
            ($taken | Sort-Object)[2] | Should -BeLessThan 500 -Because 'it waits 40 ms; the rest is PowerShell and a busy machine'
        }
        finally {
            $silent.Stop()
        }
    }
}
