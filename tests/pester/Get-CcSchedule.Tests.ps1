BeforeAll {
    . $PSScriptRoot/common.ps1
    $job = Join-Path $TestDrive daily.json
    Set-Content $job '{ "steps": [ { "sync": "exchanges" } ] }'
    $folder = Join-Path $TestDrive schedules
    $null = Register-CcSchedule $job -At 00:10 -Kind Cron -Folder $folder
    $null = Register-CcSchedule $job -Hourly -Kind Systemd -Folder $folder -Name other
}

Describe 'Get-CcSchedule' {
    It 'lists schedules with their next run' {
        $schedules = Get-CcSchedule -Folder $folder
        $schedules.Name | Should -Be daily, other
        $schedules | ForEach-Object { $_.NextRun | Should -BeGreaterThan ([datetime]::UtcNow) }
        $schedules[1].NextRun.Minute | Should -Be 10
        (Get-CcSchedule o* -Folder $folder).Time | Should -Be 'hourly at minute 10'
    }

    It 'prints what runs when' {
        Get-CcSchedule -Folder $folder | Format-Table | Out-String -Width 200 |
            Should -Match 'daily\s+Cron\s+daily at 00:10 UTC\s+\d{4}-\d\d-\d\d 00:10Z .*daily\.json'
    }

    It 'tells of a name that nothing has, and goes on' {
        (Get-CcSchedule nobody, daily -Folder $folder -ErrorVariable failures -ErrorAction SilentlyContinue).Name | Should -Be daily
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'SelectionEmpty,*'
    }
}
