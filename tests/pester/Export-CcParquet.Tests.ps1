BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Export-CcParquet' {
    BeforeEach {
        $null = Connect-CcFilledStore
        $folder = Join-Path $TestDrive ([guid]::NewGuid().ToString('n'))
    }

    It 'writes a file for each exchange and year, and a manifest that counts them' {
        $files = @(Export-CcParquet ohlcv-spot $folder -Interval 1d)
        $files | Should -BeOfType CcIngest.Model.ExportedFile
        $files[0].Path | Should -Be (Join-Path $folder 'exchange=kraken/date=2025/part-0.parquet')
        $manifest = Get-Content (Join-Path $folder _manifest.json) -Raw | ConvertFrom-Json
        $manifest.rows | Should -Be ($files | Measure-Object Rows -Sum).Sum
        $manifest.files[0].sha256 | Should -Be (Get-FileHash $files[0].Path).Hash
    }

    It 'chooses instruments by their mapped names and periods by time' {
        $file = Export-CcParquet ohlcv-spot $folder -Interval 1d -Instrument BTC-USD -From 2025-02-01 -To 2025-02-11
        $file.Rows | Should -Be @(Get-CcOhlcv kraken BTC-USD 1d -From 2025-02-01 -To 2025-02-11).Count
    }

    It 'parts by <By> when told to' -ForEach @{ By = 'Month'; Name = '^2025-\d\d$' }, @{ By = 'Day'; Name = '^2025-\d\d-\d\d$' } {
        (Export-CcParquet ohlcv-spot $folder -Interval 1d -Instrument BTC-USD -PartitionBy $By).Date | Should -Match $Name
    }

    It 'writes nothing with -WhatIf' {
        Export-CcParquet ohlcv-spot $folder -Interval 1d -WhatIf
        $folder | Should -Not -Exist
    }

    It 'does not replace an export without -Force' {
        $null = Export-CcParquet exchanges $folder
        { Export-CcParquet exchanges $folder } | Should -Throw -ErrorId 'FileMismatch,*'
        (Export-CcParquet exchanges $folder -Force).Rows | Should -BeGreaterThan 0
    }

    It 'asks which interval, and says which datasets there are' {
        { Export-CcParquet ohlcv-spot $folder } | Should -Throw -ErrorId 'SettingInvalid,*'
        { Export-CcParquet candles $folder } | Should -Throw '*candles*'
    }
}
