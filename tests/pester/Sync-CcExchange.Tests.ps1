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

    It 'refuses a store without tables, and makes none' {
        $file = Join-Path $TestDrive 'empty.db'
        { Sync-CcExchange -Store (Connect-CcStore sqlite $file) } | Should -Throw -ErrorId 'StoreSchemaMissing,*'
        $file | Should -Not -Exist
    }
}
