BeforeDiscovery {
    $engines = 'sqlite', 'mysql', 'singlestore', 'postgresql', 'timescale' | ForEach-Object { @{ Engine = $_ } }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Export-CcSchema' {
    It 'writes the committed script of <Engine>' -ForEach $engines {
        $file = Join-Path $TestDrive "$Engine.sql"
        Export-CcSchema $Engine $file | Should -BeNullOrEmpty
        Get-Content $file -Raw | Should -BeExactly (Get-Content (Join-Path $repository "sql/create_schema.$Engine.sql") -Raw)
    }

    It 'takes a relative path, another schema name and collation, and returns the file' {
        Push-Location $TestDrive
        try {
            $file = Export-CcSchema mysql ./other.sql -Schema research -KeyCollation utf8mb4_bin -PassThru
            $file.FullName | Should -Be (Join-Path $PWD.ProviderPath other.sql)
            $text = Get-Content $file -Raw
            $text | Should -Match 'research'
            $text | Should -Match 'utf8mb4_bin'
            $text | Should -Not -Match "`r"
        }
        finally {
            Pop-Location
        }
    }

    It 'writes nothing with -WhatIf' {
        $file = Join-Path $TestDrive 'whatif.sql'
        Export-CcSchema mysql $file -WhatIf
        $file | Should -Not -Exist
    }

    It 'refuses an unknown engine, and writes nothing' {
        $file = Join-Path $TestDrive 'oracle.sql'
        { Export-CcSchema oracle $file } | Should -Throw -ErrorId 'EngineUnknown,*'
        $file | Should -Not -Exist
    }

    It 'says that a folder is missing' {
        { Export-CcSchema mysql (Join-Path $TestDrive 'no/such/file.sql') } | Should -Throw -ErrorId 'SettingInvalid,*'
    }
}
