BeforeAll {
    . $PSScriptRoot/common.ps1

    $fake = New-CcFakeCrontab
    $crontab = $fake.File
    $path = $env:PATH

    $job = Join-Path $TestDrive daily.json
    Set-Content $job '{ "steps": [ { "sync": "exchanges" } ] }'
}

Describe 'Register-CcSchedule' -Skip:$IsWindows {
    BeforeEach {
        $env:PATH = $fake.Path
        Remove-Item $crontab -ErrorAction Ignore
    }

    AfterEach {
        $env:PATH = $path
    }

    It 'adds two lines to a crontab, replaces them, and takes them out again' {
        $others = [byte[]]@(0x23, 0xE9, 0x0A) + [System.Text.Encoding]::UTF8.GetBytes("MAILTO=me`n5 4 * * * true`t# %`n")
        [System.IO.File]::WriteAllBytes($crontab, $others)
        $schedule = Register-CcSchedule $job -Daily -At 00:10 -Utc -Kind Cron
        $schedule | Should -BeOfType CcIngest.Model.Schedule
        $schedule.Change | Should -Be Registered
        (Register-CcSchedule $job -At 00:10 -Kind Cron).Change | Should -Be Unchanged
        (Register-CcSchedule $job -At 00:20 -Kind Cron).Change | Should -Be Replaced
        $lines = Get-Content $crontab
        $lines.Count | Should -Be 5
        $lines[3] | Should -BeLike '# ccingest-daily 20 0 `* `* `* UTC {*}'
        $lines[4] | Should -Match "Invoke-CcJob .*daily\.json"
        Get-CcSchedule -Kind Cron | Unregister-CcSchedule
        [System.IO.File]::ReadAllBytes($crontab) | Should -Be $others
    }

    It 'shows with -WhatIf what it would write, and writes nothing' {
        Register-CcSchedule $job -At 00:10 -Kind Cron -WhatIf | Should -BeNullOrEmpty
        $crontab | Should -Not -Exist
    }

    It 'names this PowerShell and this module' {
        $command = (Register-CcSchedule $job -At 00:10 -Kind Cron).Command
        $command | Should -Match ([regex]::Escape((Get-Process -Id $PID).Path))
        $command | Should -Match ([regex]::Escape($manifest))
    }

    It 'says which kinds there are when the one is not here' {
        $env:PATH = $TestDrive
        { Register-CcSchedule $job -At 00:10 -Kind Cron } | Should -Throw -ErrorId 'SchedulerUnavailable,*'
        { Register-CcSchedule $job -At 00:10 } | Should -Throw -ErrorId 'SchedulerUnavailable,*'
        { Register-CcSchedule $job -At 00:10 -Kind TaskScheduler } | Should -Throw -ErrorId 'SchedulerUnavailable,*'
    }

    It 'refuses a job that is none before it asks' {
        Set-Content (Join-Path $TestDrive bad.json) '{ "stepz": [] }'
        { Register-CcSchedule (Join-Path $TestDrive bad.json) -At 00:10 -Kind Cron } | Should -Throw -ErrorId 'JobInvalid,*'
        { Register-CcSchedule $job -At 00:10 -Hourly } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }
}
