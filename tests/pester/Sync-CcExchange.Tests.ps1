BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Sync-CcExchange' {
    BeforeEach {
        $null = Connect-CcSimulator
        $null = Connect-CcEmptyStore
    }

    It 'stores the exchanges, and changes nothing the second time' {
        $first = Sync-CcExchange
        $first | Should -BeOfType CcIngest.Model.RunSummary
        $first.Outcome | Should -Be Complete
        $first.ExitCode | Should -Be 0
        $first.Steps[0].Rows.Inserted | Should -BeGreaterOrEqual 20
        @(Get-CcExchange).Count | Should -Be $first.Steps[0].Rows.Inserted

        $second = Sync-CcExchange
        $second.Steps[0].Rows.Inserted | Should -Be 0
        $second.Steps[0].Rows.Updated | Should -Be 0
        $second.Steps[0].Rows.Unchanged | Should -Be $first.Steps[0].Rows.Inserted
    }

    It 'writes nothing with -WhatIf' {
        $before = Get-CcContent
        Sync-CcExchange -WhatIf | Should -BeNullOrEmpty
        Get-CcContent | Should -Be $before
    }

    It 'tells its course with -Verbose' {
        $lines = Sync-CcExchange -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$lines" | Should -Match 'sync exchanges'
    }

    It 'ends with a terminating error when the source cannot be reached, its target the summary' {
        $free = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $free.Start()
        $address = "http://127.0.0.1:$($free.LocalEndpoint.Port)"
        $free.Stop()
        $env:API_MAX_RETRIES = 0
        try {
            $source = Connect-CcSource -BaseUri $address -MinApiBaseUri $address
        }
        finally {
            Remove-Item env:API_MAX_RETRIES
        }

        $failure = { Sync-CcExchange -Source $source } | Should -Throw -ErrorId 'SourceUnreachable,*' -PassThru
        $failure.CategoryInfo.Category | Should -Be ConnectionError
        $failure.TargetObject.Outcome | Should -Be Failed
        (Get-CcRun -Last 1).Outcome | Should -Be Failed
        Get-CcExchange | Should -BeNullOrEmpty
    }

    It 'takes an API that does not answer for a failure, not for Ctrl+C' {
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $address = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
        ($env:API_MAX_RETRIES, $env:API_REQUEST_TIMEOUT_SECONDS) = 0, 1
        try {
            $source = Connect-CcSource -BaseUri $address -MinApiBaseUri $address
            { Sync-CcExchange -Source $source } | Should -Throw -ErrorId 'SourceUnreachable,*'
            (Get-CcRun -Last 1).Outcome | Should -Be Failed
        }
        finally {
            Remove-Item env:API_MAX_RETRIES, env:API_REQUEST_TIMEOUT_SECONDS
            $listener.Stop()
        }
    }

    It 'ends at once after Ctrl+C while the API does not answer' {
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $address = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
        try {
            $source = Connect-CcSource -BaseUri $address -MinApiBaseUri $address
            $run = Start-CcScript 'Sync-CcExchange -Store $parameters.Store -Source $parameters.Source' @{ Store = Connect-CcEmptyStore; Source = $source }
            $null = $listener.AcceptTcpClient()
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $run.PowerShell.Stop()
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 2
            (Get-CcRun -Last 1).Outcome | Should -Be Cancelled
        }
        finally {
            $listener.Stop()
        }
    }

    It 'refuses a store without tables, and makes none' {
        $file = Join-Path $TestDrive 'empty.db'
        { Sync-CcExchange -Store (Connect-CcStore sqlite $file) } | Should -Throw -ErrorId 'StoreSchemaMissing,*'
        $file | Should -Not -Exist
    }
}
