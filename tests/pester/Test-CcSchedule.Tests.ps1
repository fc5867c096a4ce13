BeforeAll {
    . $PSScriptRoot/common.ps1
    $simulator = Start-CcSimulator
    $folder = Join-Path $TestDrive schedules
    $job = Join-Path $TestDrive lists.json
    @{
        store = @{ engine = 'sqlite'; file = 'market.db' }
        source = @{ dataApi = $simulator.DataApi; minApi = $simulator.MinApi }
        steps = @(@{ sync = 'exchanges' })
    } | ConvertTo-Json -Depth 5 | Set-Content $job

    # What a shell would export is not what a scheduler hands on.
    $env:CCDATA_API_KEY = 'of-the-shell'
    $null = Register-CcSchedule $job -At 00:10 -Kind Cron -Folder $folder -WorkingDirectory $TestDrive
}

AfterAll {
    Remove-Item env:CCDATA_API_KEY
}

Describe 'Test-CcSchedule' -Skip:$IsWindows {
    It 'looks at all that the job needs, and runs it once, in a process as the scheduler starts it' {
        $checks = Test-CcSchedule lists -Folder $folder
        $checks | Should -BeOfType CcIngest.Model.ConnectionCheck
        $checks.Check | Should -Be 'Scheduler', 'Account', 'Program', 'Job', 'Secrets', 'Network', 'Key', 'Clock', 'File', 'Rights', 'Schema', 'Space', 'Run'
        $checks | Where-Object Verdict -In Failed, Skipped | Should -BeNullOrEmpty
        ($checks | Where-Object Check -EQ Secrets).Message | Should -BeLike '*no CCDATA_API_KEY*'
        ($checks | Where-Object Check -EQ Run).Message | Should -BeLike '*complete*'
        $null = Connect-CcStore sqlite (Join-Path $TestDrive market.db)
        (Get-CcRun).Outcome | Should -Be Complete
    }

    It 'does nothing with -WhatIf' {
        Test-CcSchedule lists -Folder $folder -WhatIf | Should -BeNullOrEmpty
    }

    It 'says what is missing, and does not run then' {
        $null = Register-CcSchedule $job -At 00:10 -Kind Cron -Folder $folder -Name gone -Program (Join-Path $TestDrive no-such-program)
        $checks = Test-CcSchedule gone -Folder $folder
        ($checks | Where-Object Check -EQ Program).Verdict | Should -Be Failed
        ($checks | Where-Object Check -EQ Run).Verdict | Should -Be Skipped
    }
}
