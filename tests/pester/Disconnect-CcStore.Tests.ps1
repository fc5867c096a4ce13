BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Disconnect-CcStore' {
    BeforeEach {
        Push-Location (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid())))
    }

    AfterEach {
        Pop-Location
    }

    It 'closes the session''s store: its handle is refused, and the settings'' store is next' {
        $store = Connect-CcStore sqlite ./chosen.db
        Initialize-CcStore
        Disconnect-CcStore | Should -BeNullOrEmpty
        $failure = { Get-CcRun -Store $store } | Should -Throw -ErrorId 'ConnectionClosed,*' -PassThru
        $failure.Exception.Message | Should -BeLike '*chosen.db*disconnected*'
        $failure.ErrorDetails.RecommendedAction | Should -BeLike '*Connect-CcStore*'
        Initialize-CcStore
        './ccingest.db' | Should -Exist
    }

    It 'closes the handle that it is given and leaves the others, the session''s too' {
        $first = Connect-CcStore sqlite ./first.db
        $second = Connect-CcStore sqlite ./second.db
        $third = Connect-CcStore sqlite ./third.db
        foreach ($store in $first, $second, $third) {
            Initialize-CcStore -Store $store
        }

        Disconnect-CcStore -Store $first
        { Get-CcRun -Store $first } | Should -Throw -ErrorId 'ConnectionClosed,*'
        Get-CcRun -Store $second | Should -BeNullOrEmpty
        Get-CcRun | Should -BeNullOrEmpty
        $second, $third | Disconnect-CcStore
        { Get-CcRun -Store $second } | Should -Throw -ErrorId 'ConnectionClosed,*'
        { Get-CcRun -Store $third } | Should -Throw -ErrorId 'ConnectionClosed,*'
    }

    It 'leaves equal handles apart: each Connect-CcStore is a connection of its own' {
        $first = Connect-CcStore sqlite ./same.db
        $second = Connect-CcStore sqlite ./same.db
        Initialize-CcStore
        Disconnect-CcStore -Store $first
        Get-CcRun -Store $second | Should -BeNullOrEmpty
        Get-CcRun | Should -BeNullOrEmpty
    }

    It 'may be said twice, and when nothing is connected' {
        $store = Connect-CcStore sqlite ./some.db
        Disconnect-CcStore
        Disconnect-CcStore
        $store | Disconnect-CcStore
        (Disconnect-CcStore -Verbose 4>&1) | Should -BeLike '*No store*'
    }

    It 'refuses a copy, without ending the pipeline, and closes the next one' {
        $store = Connect-CcStore sqlite ./some.db
        $copy = [CcIngest.Model.ConnectedStore]@{ Engine = $store.Engine; Address = $store.Address; Schema = $store.Schema; ServerVersion = $store.ServerVersion }
        $copy, $store | Disconnect-CcStore -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'SettingInvalid,*'
        { Get-CcRun -Store $store } | Should -Throw -ErrorId 'ConnectionClosed,*'
    }

    It 'closes a handle for every runspace of the process' {
        $store = Connect-CcEmptyStore
        Start-ThreadJob { Import-Module $using:manifest; $using:store | Disconnect-CcStore } | Receive-Job -Wait -AutoRemoveJob
        { Get-CcRun -Store $store } | Should -Throw -ErrorId 'ConnectionClosed,*'
        { Get-CcRun } | Should -Throw -ErrorId 'ConnectionClosed,*'
        Disconnect-CcStore
    }
}
