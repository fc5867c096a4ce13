BeforeAll {
    . $PSScriptRoot/common.ps1
    $ofSource = 'Network', 'Key', 'Clock'
    $ofFile = 'File', 'Rights', 'Schema', 'Space'

    function Get-FreePort {
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $listener.LocalEndpoint.Port
        $listener.Stop()
    }
}

Describe 'Test-CcConnection' {
    BeforeEach {
        Push-Location (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid())))
    }

    AfterEach {
        Pop-Location
        Remove-Item env:DB_PORT -ErrorAction Ignore
        Disconnect-CcStore
        Disconnect-CcSource
    }

    It 'tells of source and store, each check a row' {
        $null = Connect-CcFilledStore
        $checks = Test-CcConnection
        $checks | Should -BeOfType CcIngest.Model.ConnectionCheck
        $checks.Check | Should -Be ($ofSource + $ofFile)
        $checks | Where-Object Verdict -In Failed, Skipped | Should -BeNullOrEmpty
        ($checks | Where-Object Check -EQ Key).Message | Should -Match 'Left: .*calls this month'
        ($checks | Where-Object Check -EQ Schema).Verdict | Should -Be Passed
        $checks | ForEach-Object { $_.Duration | Should -BeLessThan ([timespan]::FromSeconds(10)) }
        Test-CcConnection -Quiet | Should -BeExactly $true
    }

    It 'leaves one of them out' {
        $null = Connect-CcEmptyStore
        $null = Connect-CcSource -BaseUri "http://127.0.0.1:$(Get-FreePort)"
        (Test-CcConnection -StoreOnly).Check | Should -Be $ofFile
        Test-CcConnection -StoreOnly -Quiet | Should -BeExactly $true
        $null = Connect-CcSimulator
        (Test-CcConnection -SourceOnly).Check | Should -Be $ofSource
        { Test-CcConnection -SourceOnly -StoreOnly } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }

    It 'makes neither file nor table' {
        $null = Connect-CcStore sqlite ./absent.db
        $checks = Test-CcConnection -StoreOnly
        ($checks | Where-Object Check -EQ Schema).Verdict | Should -Be Warning
        ($checks | Where-Object Check -EQ Schema).Advice | Should -BeLike '*Initialize-CcStore*'
        Get-ChildItem -Force | Should -BeNullOrEmpty
        $store = Connect-CcEmptyStore $PWD
        $before = Get-FileHash $store.Address
        $null = Test-CcConnection -StoreOnly
        (Get-FileHash $store.Address).Hash | Should -Be $before.Hash
        @(Get-ChildItem -Force).Count | Should -Be 1
    }

    It 'says what cannot be reached, and skips what needs it, without an error' {
        $port = Get-FreePort
        $null = Connect-CcSource -BaseUri "http://127.0.0.1:$port" -MinApiBaseUri "http://127.0.0.1:$port"
        $Error.Clear()
        $checks = Test-CcConnection -SourceOnly -ErrorAction Stop
        $checks.Check | Should -Be 'Network', 'Key', 'Clock'
        $checks.Verdict | Should -Be 'Failed', 'Skipped', 'Skipped'
        $checks[0].Message | Should -BeLike "*127.0.0.1:$port*"
        $checks[0].Advice | Should -Not -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
        Test-CcConnection -SourceOnly -Quiet | Should -BeExactly $false
    }

    It 'ends in time when a server takes connections and never answers' {
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        try {
            $address = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
            $null = Connect-CcSource -BaseUri $address -MinApiBaseUri $address
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $checks = Test-CcConnection -SourceOnly -TimeoutSeconds 1
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 15
            $checks.Verdict | Should -Be 'Passed', 'Failed', 'Skipped'
        }
        finally {
            $listener.Stop()
        }
    }

    It 'tells a refused key from a good one, and shows neither' {
        $simulator = Start-CcFaultySimulator -ApiKey 'right-k3y-word'
        try {
            $address = @{ BaseUri = $simulator.DataApi; MinApiBaseUri = $simulator.MinApi }
            foreach ($key in 'right-k3y-word', 'wrong-k3y-word') {
                $null = Connect-CcSource @address -ApiKey (ConvertTo-CcSecret $key)
                $said = Test-CcConnection -SourceOnly -Verbose -Debug *>&1
                $said | Format-List * -Force | Out-String -Width 500 | Should -Not -Match 'k3y-word'
                $row = $said | Where-Object Check -EQ Key
                $row.Verdict | Should -Be ($key -eq 'right-k3y-word' ? 'Passed' : 'Failed')
            }

            $row.Message | Should -BeLike '*refuses the key*'
            $row.Advice | Should -BeLike '*CCDATA_API_KEY*'
        }
        finally {
            $simulator.Process.Kill()
            $simulator.Process.WaitForExit()
        }
    }

    It 'has a row for a setting that means nothing' {
        $env:DB_PORT = 'many'
        $check = Test-CcConnection -StoreOnly
        $check.Check | Should -Be Settings
        $check.Verdict | Should -Be Failed
        $check.Message | Should -BeLike '*DB_PORT*many*'
        Test-CcConnection -StoreOnly -Quiet | Should -BeExactly $false
    }

    It 'has a row for a store that was disconnected' {
        $store = Connect-CcEmptyStore
        Disconnect-CcStore
        $check = Test-CcConnection -StoreOnly -Store $store
        $check.Check, $check.Verdict | Should -Be Settings, Failed
        $check.Advice | Should -BeLike '*Connect-CcStore*'
    }

    It 'prints one line of what was found and what to do' {
        $null = Connect-CcStore sqlite ./absent.db
        $text = Test-CcConnection -StoreOnly | Format-Table | Out-String -Width 240
        $text | Should -Match 'Schema\s+Warning\s+\d\.\d\d .*no tables.*Initialize-CcStore'
        Test-CcConnection -StoreOnly | Format-List | Out-String | Should -Match 'Advice\s+: Run Initialize-CcStore'
    }
}
