BeforeAll {
    . $PSScriptRoot/common.ps1

    function New-CcJob {
        param([string] $Text)

        $file = Join-Path $TestDrive "$([guid]::NewGuid()).json"
        Set-Content -LiteralPath $file -Value $Text
        $file
    }

    $daily = '{
        "name": "daily",
        "steps": [
            { "sync": "exchanges" },
            { "sync": "spot-instruments", "exchanges": ["kraken"] },
            { "ingest": "ohlcv", "market": "spot", "interval": "1d", "select": { "exchanges": ["kraken"], "quotes": ["USD"] }, "from": "2025-12-01" }
        ]
    }'
}

Describe 'Invoke-CcJob' {
    BeforeEach {
        $null = Connect-CcSimulator
        $store = Connect-CcStore sqlite (Join-Path $TestDrive "$([guid]::NewGuid()).db")
    }

    It 'runs all steps as one run on the session''s store and source, and makes the schema first' {
        $summary = Invoke-CcJob (New-CcJob $daily)
        $summary | Should -BeOfType CcIngest.Model.RunSummary
        $summary.Job | Should -Be daily
        $summary.Outcome | Should -Be Complete
        $summary.ExitCode | Should -Be 0
        $summary.Steps.Count | Should -Be 3
        @(Get-CcRun).Count | Should -Be 1
        Get-CcOhlcv kraken BTC-USD 1d | Should -Not -BeNullOrEmpty
    }

    It 'takes the store that the job file names' {
        $other = Join-Path $TestDrive "$([guid]::NewGuid()).db"
        $job = $daily | ConvertFrom-Json -AsHashtable
        $job.store = @{ engine = 'sqlite'; file = $other }
        $null = Invoke-CcJob (New-CcJob ($job | ConvertTo-Json -Depth 9))
        $other | Should -Exist
        $store.Address | Should -Not -Exist
    }

    It 'writes nothing with -WhatIf' {
        Invoke-CcJob (New-CcJob $daily) -WhatIf | Should -BeNullOrEmpty
        $store.Address | Should -Not -Exist
    }

    It 'refuses <Why> with a summary, and writes nothing' -ForEach @(
        @{ Why = 'a key that is unknown'; Text = '{ "stepz": [] }'; Says = '*stepz*'; Id = 'JobInvalid,*' }
        @{ Why = 'what is no JSON'; Text = '{ "steps": ['; Says = '*'; Id = 'JobInvalid,*' }
        @{ Why = 'an interval that does not exist'; Text = '{ "steps": [{ "ingest": "ohlcv", "interval": "7x", "from": "2025-01-01" }] }'; Says = '*7x*'; Id = 'JobInvalid,*' }
        @{ Why = 'an engine that does not exist'; Text = '{ "store": { "engine": "oracle" }, "steps": [{ "sync": "exchanges" }] }'; Says = '*oracle*'; Id = 'EngineUnknown,*' }
    ) {
        $summary = Invoke-CcJob (New-CcJob $Text) -ErrorAction SilentlyContinue -ErrorVariable failures
        $summary.Outcome | Should -Be Failed
        $summary.ExitCode | Should -Be 1
        @($failures).Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -BeLike $Id
        $failures[0].Exception.Message | Should -BeLike $Says
        $store.Address | Should -Not -Exist
    }

    It 'says that the file is missing' {
        { Invoke-CcJob (Join-Path $TestDrive 'no-such.json') -ErrorAction Stop } | Should -Throw -ErrorId 'JobInvalid,*'
    }

    It 'gives a script its exit code: <Code> when <Why>' -ForEach @(
        @{ Code = 0; Why = 'all is had'; Text = '{ "steps": [{ "sync": "exchanges" }] }' }
        @{ Code = 2; Why = 'one leg failed'; Text = '{ "steps": [{ "sync": "exchanges" }, { "sync": "spot-instruments", "exchanges": ["kraken", "atlantis"] }] }' }
        @{ Code = 1; Why = 'the job is malformed'; Text = '{ "stepz": 1 }' }
    ) {
        $simulator = Start-CcSimulator
        $script = Join-Path $TestDrive "$([guid]::NewGuid()).ps1"
        "Import-Module '$manifest'
        `$null = Connect-CcSource ccdata $($simulator.DataApi) -MinApiBaseUri $($simulator.MinApi)
        `$null = Connect-CcStore sqlite '$($store.Address)'
        exit (Invoke-CcJob '$(New-CcJob $Text)').ExitCode" | Set-Content $script
        $null = pwsh -NoProfile -NonInteractive -File $script 2>&1
        $LASTEXITCODE | Should -Be $Code
    }

    It 'gives a strict script its exit code when the cmdlet is told to go on' {
        $simulator = Start-CcSimulator
        $script = Join-Path $TestDrive 'strict.ps1'
        "Set-StrictMode -Version Latest
        `$ErrorActionPreference = 'Stop'
        Import-Module '$manifest'
        `$null = Connect-CcSource ccdata $($simulator.DataApi) -MinApiBaseUri $($simulator.MinApi)
        `$null = Connect-CcStore sqlite '$($store.Address)'
        exit (Invoke-CcJob '$(New-CcJob '{ "steps": [{ "sync": "exchanges" }, { "sync": "spot-instruments", "exchanges": ["kraken", "atlantis"] }] }')' -ErrorAction Continue).ExitCode" |
            Set-Content $script
        $null = pwsh -NoProfile -NonInteractive -File $script 2>&1
        $LASTEXITCODE | Should -Be 2
    }
}
