BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Import-CcParquet' {
    BeforeEach {
        $full = Connect-CcFilledStore
        $folder = Join-Path $TestDrive ([guid]::NewGuid().ToString('n'))
        $null = Export-CcParquet ohlcv-spot $folder -Interval 1d -Store $full
        $empty = Connect-CcEmptyStore
    }

    It 'stores an export with its coverage, and nothing the second time' {
        $first = @(Import-CcParquet $folder)
        $first | Should -BeOfType CcIngest.Model.ImportedFile
        ($first | Measure-Object Inserted -Sum).Sum | Should -BeGreaterThan 300
        $first.IsVerified | Sort-Object -Unique | Should -BeTrue
        (Import-CcParquet $folder | Measure-Object Inserted -Sum).Sum | Should -Be 0
        $there = Get-CcCoverage -Store $full | Where-Object { $_.Dataset -eq 'ohlcv-spot' -and $_.State -notin 'Open', 'Pending' } | Select-Object Exchange, RawSymbol, From, To, State | ConvertTo-Json
        $here = Get-CcCoverage -Store $empty | Where-Object { $_.Dataset -eq 'ohlcv-spot' -and $_.State -notin 'Open', 'Pending' } | Select-Object Exchange, RawSymbol, From, To, State | ConvertTo-Json
        $here | Should -Be $there
        (Get-CcRun -Last 1).Job | Should -Be Import-CcParquet
    }

    It 'refuses a file that was changed, and stores nothing of it' {
        $file = Get-ChildItem $folder -Recurse -Filter part-0.parquet | Select-Object -First 1
        $bytes = [System.IO.File]::ReadAllBytes($file.FullName)
        $bytes[1000] = $bytes[1000] -bxor 1
        [System.IO.File]::WriteAllBytes($file.FullName, $bytes)
        Import-CcParquet $folder -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -Match '^FileMismatch'
        $failed[0].Exception.Message | Should -Match 'SHA-256'
        Get-CcCoverage -State Complete | Should -BeNullOrEmpty
    }

    It 'takes files from Get-ChildItem' {
        $told = Get-ChildItem $folder -Recurse -Filter part-0.parquet | Import-CcParquet
        $told.Rows | Should -BeGreaterThan 0
    }

    It 'does nothing with -WhatIf' {
        Import-CcParquet $folder -WhatIf
        Get-CcRun | Should -BeNullOrEmpty
    }
}
