BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Export-CcReport' {
    BeforeEach {
        $null = Connect-CcFilledStore
        $file = Join-Path $TestDrive "$([guid]::NewGuid().ToString('n')).html"
    }

    It 'writes a page that names the store and loads nothing' {
        Export-CcReport $file | Should -BeNullOrEmpty
        $page = Get-Content $file -Raw
        $page | Should -Match '<title>Market data report</title>'
        $page | Should -Match "default-src 'none'"
        $page | Should -Not -Match '<(script|img|link)[^>]+(src|href)="https?:'
    }

    It 'takes a relative path and returns the file' {
        Push-Location $TestDrive
        try {
            (Export-CcReport ./pages/report.html -Top 0 -PassThru).FullName | Should -Be (Join-Path $PWD.ProviderPath 'pages/report.html')
        }
        finally {
            Pop-Location
        }
    }

    It 'draws the series that the pipeline names' {
        $said = Get-CcCoverage kraken -Interval 1d -Summary | Select-Object -First 1 | Export-CcReport $file -Verbose 4>&1
        $said[-1] | Should -Match 'candles of 1,'
    }

    It 'takes exchanges from the pipeline as what the page is about' {
        $said = Get-CcExchange kraken | Export-CcReport $file -Top 0 -Verbose 4>&1
        $said[-1] | Should -Match '^[1-9]\d* series'
    }

    It 'writes nothing with -WhatIf' {
        Export-CcReport $file -WhatIf
        $file | Should -Not -Exist
    }

    It 'replaces a file only with -Force' {
        Export-CcReport $file -Top 0
        { Export-CcReport $file } | Should -Throw -ErrorId 'FileMismatch,*'
        { Export-CcReport $file -Top 0 -Force } | Should -Not -Throw
    }

    It 'names the datasets there are' {
        { Export-CcReport $file -Dataset ohlcv-sopt } | Should -Throw -ErrorId 'SettingInvalid,*'
    }
}
