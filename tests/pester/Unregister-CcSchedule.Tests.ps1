BeforeAll {
    . $PSScriptRoot/common.ps1
    $job = Join-Path $TestDrive daily.json
    Set-Content $job '{ "steps": [ { "sync": "exchanges" } ] }'
    $folder = Join-Path $TestDrive schedules
}

Describe 'Unregister-CcSchedule' {
    It 'removes what it is told, by name or by the pipeline' {
        foreach ($kind in 'Cron', 'Systemd', 'TaskScheduler') {
            $null = Register-CcSchedule $job -At 00:10 -Kind $kind -Folder $folder -Name "by-$kind"
        }

        @(Get-ChildItem $folder).Count | Should -Be 4
        Unregister-CcSchedule by-Systemd -Folder $folder | Should -BeNullOrEmpty
        (Get-CcSchedule -Folder $folder).Name | Should -Be by-Cron, by-TaskScheduler
        Get-CcSchedule -Folder $folder | Unregister-CcSchedule -WhatIf
        @(Get-ChildItem $folder).Count | Should -Be 2
        Get-CcSchedule -Folder $folder | Unregister-CcSchedule
        Get-ChildItem $folder | Should -BeNullOrEmpty
        $job | Should -Exist
    }

    It 'tells of a name that nothing has' {
        { Unregister-CcSchedule nobody -Folder $folder -ErrorAction Stop } | Should -Throw -ErrorId 'SelectionEmpty,*'
    }
}
