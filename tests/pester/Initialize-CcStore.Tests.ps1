BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Initialize-CcStore' {
    BeforeEach {
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).db"
        $null = Connect-CcStore sqlite $file
    }

    It 'makes the tables, and does nothing the second time' {
        Initialize-CcStore | Should -BeNullOrEmpty
        Get-CcRun | Should -BeNullOrEmpty
        (Connect-CcStore sqlite $file).SchemaVersion | Should -BeGreaterOrEqual 1
        Initialize-CcStore -Verbose 4>&1 | Should -BeLike '*has the current schema*'
    }

    It 'prints the SQL with -WhatIf, and writes nothing' {
        $text = pwsh -NoProfile -NonInteractive -Command "Import-Module '$manifest'; `$null = Connect-CcStore sqlite '$file'; Initialize-CcStore -WhatIf" | Out-String
        $text | Should -BeLike 'What if: *CREATE TABLE*cc_exchanges_general*CREATE TABLE*cc_ohlcv_spot_1d_raw*cc_schema_version*'
        $file | Should -Not -Exist
    }

    It 'says in its error what to do when a store has no tables' {
        $failure = { Get-CcRun } | Should -Throw -ErrorId 'StoreSchemaMissing,*' -PassThru
        $failure.ErrorDetails.RecommendedAction | Should -BeLike '*Initialize-CcStore*'
        $file | Should -Not -Exist
    }

    It 'refuses a file that is no database, and leaves it as it is' {
        'this is a diary' * 200 | Set-Content $file
        $before = (Get-FileHash $file).Hash
        { Connect-CcStore sqlite $file } | Should -Throw
        { Initialize-CcStore } | Should -Throw
        (Get-FileHash $file).Hash | Should -Be $before
    }
}
