# Runs the examples of the help pages and topics as a reader would: in a folder of his own, with a store that has something in it and a source
# that answers. docs/README.md says what the fences mean.

BeforeDiscovery {
    $repository = Split-Path (Split-Path $PSScriptRoot)
    $hasServer = [bool] $env:CCINGEST_TEST_MYSQL
    if (-not $hasServer -and $env:CI) {
        throw 'CCINGEST_TEST_MYSQL is not set: in CI the examples of a server must run.'
    }

    $hasPostgreSql = [bool] $env:CCINGEST_TEST_POSTGRESQL
    if (-not $hasPostgreSql -and $env:CI) {
        throw 'CCINGEST_TEST_POSTGRESQL is not set: in CI the examples of PostgreSQL must run.'
    }

    $examples = foreach ($page in Get-ChildItem (Join-Path $repository 'docs/en-US') -Filter *-*.md) {
        $first = $null
        foreach ($match in [regex]::Matches((Get-Content $page -Raw), '(?ms)^### (Example \d+: .+?)$.*?^```(.*?)$\n(.*?)^```')) {
            $code = $match.Groups[3].Value
            @{ Page = $page.BaseName; Title = $match.Groups[1].Value; Fence = $match.Groups[2].Value.Trim(); Code = $code; First = $first; Job = '' }
            $first ??= $code
        }
    }

    $pages = @('README.md', 'scheduling/README.md', 'docs/migration.md', 'docs/runbook.md', 'docs/troubleshooting.md') + (Get-ChildItem (Join-Path $repository 'docs/en-US') -Filter about_*.md | ForEach-Object { "docs/en-US/$($_.Name)" })
    $blocks = foreach ($page in $pages) {
        $number = 0
        $text = Get-Content (Join-Path $repository $page) -Raw
        $job = [regex]::Match($text, '(?ms)^```json$\n(.*?)^```').Groups[1].Value
        foreach ($match in [regex]::Matches($text, '(?ms)^```(powershell.*?)$\n(.*?)^```')) {
            @{ Page = $page; Title = "block $((++$number))"; Fence = $match.Groups[1].Value.Trim(); Code = $match.Groups[2].Value; First = $null; Job = $job }
        }
    }
}

BeforeAll {
    $pathBefore = $env:PATH
    . $PSScriptRoot/common.ps1

    $server = @{}
    foreach ($part in "$env:CCINGEST_TEST_MYSQL" -split ';' -ne '') {
        $name, $value = $part -split '=', 2
        $server[$name.Trim()] = $value
    }

    $postgreSql = @{}
    foreach ($part in "$env:CCINGEST_TEST_POSTGRESQL" -split ';' -ne '') {
        $name, $value = $part -split '=', 2
        $postgreSql[$name.Trim()] = $value
    }

    # Without an address of its own, a source is the simulator: no example reaches the network.
    $simulator = Start-CcSimulator
    $env:DATA_API_BASE_URL = $simulator.DataApi
    $env:MIN_API_BASE_URL = $simulator.MinApi

    # What an example puts into a crontab goes into one of the tests' own.
    $env:PATH = (New-CcFakeCrontab).Path

    # What an example asks the reader for: functions go before cmdlets of their name. A mock of Pester does not reach a block made from text.
    Set-Item -Path function:Read-Host -Value { ConvertTo-CcSecret 'answer' }
    Set-Item -Path function:Get-Credential -Value { [pscredential]::new($server.User, (ConvertTo-CcSecret $server.Password)) }

    # The secrets that examples take from a vault.
    $vault = @{ ccdata = 'a key'; marketdb = @("$($server.User)", "$($server.Password)") }

    function Invoke-Example {
        param([string] $Code)

        # The checkout is not among the installed modules.
        $Code = $Code.Replace('Import-Module CcIngest', "Import-Module '$manifest'")
        Use-CcFakeVault $vault { & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'`n$Code")) 6>$null | Out-Null }
    }

    # The test's server in place of the one that an example names.
    function Invoke-ServerExample {
        param([string] $Code)

        $env:DB_PORT = $server.Port
        try {
            Invoke-Example ($Code.Replace('db.example.org', $server.Server).Replace('VerifyFull', 'Preferred'))
        }
        finally {
            Remove-Item env:DB_PORT
        }
    }

    function Invoke-PostgreSqlExample {
        param([string] $Code)

        $env:DB_PORT = $postgreSql.Port
        $mysql = $server.Clone()
        $server.User, $server.Password = $postgreSql.Username, $postgreSql.Password
        try {
            Invoke-Example ($Code.Replace('db.example.org', $postgreSql.Host).Replace('-Database market', "-Database $($postgreSql.Database)"))
        }
        finally {
            $server.User, $server.Password = $mysql.User, $mysql.Password
            Remove-Item env:DB_PORT
        }
    }

    # As a script that a scheduler starts, with what the page's first example leaves; its exit code says how it ended.
    function Invoke-ProcessExample {
        param([string] $Code, [string] $First)

        $name = Join-Path $TestDrive ([guid]::NewGuid())
        Set-Content -LiteralPath "$name.ps1" -Value "`$ErrorActionPreference = 'Stop'
            Import-Module '$manifest'
            `$null = Connect-CcStore sqlite '$name.db'
            Initialize-CcStore
            $First
            $($Code.Replace('Import-Module CcIngest', ''))"
        $text = pwsh -NoProfile -NonInteractive -File "$name.ps1" 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $text
        $text | Should -Not -Match 'Exception'
    }
}

AfterAll {
    $env:PATH = $pathBefore
    Remove-Item env:DATA_API_BASE_URL, env:MIN_API_BASE_URL
}

Describe '<Page>, <Title>' -ForEach (@($examples) + @($blocks)) {
    It 'is PowerShell' {
        $errors = $null
        $null = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $errors)
        $errors | Should -BeNullOrEmpty
        $Fence | Should -Match '^powershell( requires=(server|postgresql|process|key))?$'
    }

    It 'runs (skipped where it needs a server that the environment does not name)' -Skip:(
        ($Fence -match 'server$' -and -not $hasServer) -or ($Fence -match 'postgresql$' -and -not $hasPostgreSql)) {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        if ($Job) {
            Set-Content (Join-Path $folder daily.json) $Job
        }

        # A README is read in the checkout; what needs a key is for real data, and for a place of their own.
        Push-Location ($Page -like '*README.md' -and $Fence -notmatch 'key$' ? $repository : $folder)
        try {
            $null = Connect-CcFilledStore
            switch -Regex ($Fence) {
                'process$' { Invoke-ProcessExample $Code $First }
                'server$' { Invoke-ServerExample $Code }
                'postgresql$' { Invoke-PostgreSqlExample $Code }
                default { Invoke-Example $Code }
            }
        }
        finally {
            Pop-Location
        }
    }
}
