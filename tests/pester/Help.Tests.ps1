# Runs the examples of the help pages and topics as a reader would: in a folder of his own, with a store that has something in it and a source
# that answers. docs/README.md says what the fences mean.

BeforeDiscovery {
    $repository = Split-Path (Split-Path $PSScriptRoot)
    $hasServer = [bool] $env:CCINGEST_TEST_MYSQL
    if (-not $hasServer -and $env:CI) {
        throw 'CCINGEST_TEST_MYSQL is not set: in CI the examples of a server must run.'
    }

    $examples = foreach ($page in Get-ChildItem (Join-Path $repository 'docs/en-US') -Filter *-*.md) {
        $first = $null
        foreach ($match in [regex]::Matches((Get-Content $page -Raw), '(?ms)^### (Example \d+: .+?)$.*?^```(.*?)$\n(.*?)^```')) {
            $code = $match.Groups[3].Value
            @{ Page = $page.BaseName; Title = $match.Groups[1].Value; Fence = $match.Groups[2].Value.Trim(); Code = $code; First = $first }
            $first ??= $code
        }
    }

    $pages = @('README.md', 'scheduling/README.md') + (Get-ChildItem (Join-Path $repository 'docs/en-US') -Filter about_*.md | ForEach-Object { "docs/en-US/$($_.Name)" })
    $blocks = foreach ($page in $pages) {
        $number = 0
        foreach ($match in [regex]::Matches((Get-Content (Join-Path $repository $page) -Raw), '(?ms)^```(powershell.*?)$\n(.*?)^```')) {
            @{ Page = $page; Title = "block $((++$number))"; Fence = $match.Groups[1].Value.Trim(); Code = $match.Groups[2].Value; First = $null }
        }
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    $server = @{}
    foreach ($part in "$env:CCINGEST_TEST_MYSQL" -split ';' -ne '') {
        $name, $value = $part -split '=', 2
        $server[$name.Trim()] = $value
    }

    # What an example asks the reader for: functions go before cmdlets of their name.
    function Read-Host {
        param([string] $Prompt, [switch] $AsSecureString)

        $answer = "an answer to '$Prompt'"
        $AsSecureString ? (ConvertTo-SecureString $answer -AsPlainText -Force) : $answer
    }

    function Get-Credential {
        param([string] $UserName)

        $null = $UserName
        [pscredential]::new($server.User, (ConvertTo-SecureString $server.Password -AsPlainText -Force))
    }

    # The secrets that examples take from a vault.
    $vault = @{ ccdata = 'a key'; marketdb = @("$($server.User)", "$($server.Password)") }

    function Invoke-Example {
        param([string] $Code)

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

    # As a script that a scheduler starts, with what the page's first example leaves; its exit code says how it ended.
    function Invoke-ProcessExample {
        param([string] $Code, [string] $First)

        $simulator = Start-CcSimulator
        $setUp = "`$ErrorActionPreference = 'Stop'
            Import-Module '$manifest'
            `$null = Connect-CcSource -BaseUri '$($simulator.DataApi)' -MinApiBaseUri '$($simulator.MinApi)'
            `$null = Connect-CcStore sqlite ./process.db
            Initialize-CcStore"
        Set-Content -LiteralPath example.ps1 -Value "$setUp`n$First`n$($Code.Replace('Import-Module CcIngest', "Import-Module '$manifest'"))"
        $text = pwsh -NoProfile -NonInteractive -File example.ps1 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $text
        $text | Should -Not -Match 'Exception'
    }
}

Describe '<Page>, <Title>' -ForEach (@($examples) + @($blocks)) {
    It 'is PowerShell' {
        $errors = $null
        $null = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $errors)
        $errors | Should -BeNullOrEmpty
        $Fence | Should -Match '^powershell( requires=(server|process|key))?$'
    }

    It 'runs (skipped where it needs a key, or a server without CCINGEST_TEST_MYSQL)' -Skip:($Fence -match 'key$' -or ($Fence -match 'server$' -and -not $hasServer)) {
        # The README is read in the checkout, a page anywhere.
        $folder = $Page -like '*README.md' ? $repository : (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid())))
        Push-Location $folder
        try {
            $null = Connect-CcFilledStore
            switch -Regex ($Fence) {
                'process$' { Invoke-ProcessExample $Code $First }
                'server$' { Invoke-ServerExample $Code }
                default { Invoke-Example $Code }
            }
        }
        finally {
            Pop-Location
        }
    }
}
