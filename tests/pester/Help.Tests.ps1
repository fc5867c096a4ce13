# Runs the examples of the help pages as a reader would: in a folder of his own, with a store that has something in it and a source that answers.

BeforeDiscovery {
    $repository = Split-Path (Split-Path $PSScriptRoot)
    $examples = foreach ($page in Get-ChildItem (Join-Path $repository 'docs/en-US') -Filter *-*.md) {
        $text = Get-Content $page -Raw
        foreach ($match in [regex]::Matches($text, '(?ms)^### Example (\d+): (.+?)$.*?^```(.*?)$\n(.*?)^```')) {
            @{
                Page  = $page.BaseName
                Title = "$($match.Groups[1].Value): $($match.Groups[2].Value)"
                Fence = $match.Groups[3].Value.Trim()
                Code  = $match.Groups[4].Value
            }
        }
    }

    $blocks = foreach ($page in 'README.md', 'scheduling/README.md') {
        $number = 0
        foreach ($match in [regex]::Matches((Get-Content (Join-Path $repository $page) -Raw), '(?ms)^```(powershell.*?)$\n(.*?)^```')) {
            @{ Page = $page; Number = (++$number); Fence = $match.Groups[1].Value.Trim(); Code = $match.Groups[2].Value }
        }
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'PowerShell of <Page>, block <Number>' -ForEach $blocks {
    It 'is PowerShell, and runs from the checkout unless it needs something' {
        $errors = $null
        $null = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $errors)
        $errors | Should -BeNullOrEmpty
        $Fence | Should -Match '^powershell( requires=\w+)?$'
        if ($Fence -eq 'powershell') {
            Push-Location $repository
            try {
                & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'`n$Code")) 6>$null | Out-Null
            }
            finally {
                Pop-Location
            }
        }
    }
}

Describe 'Example of <Page>, <Title>' -ForEach $examples {
    It 'is PowerShell' {
        $errors = $null
        $null = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $errors)
        $errors | Should -BeNullOrEmpty
        $Fence | Should -Match '^powershell( requires=\w+)?$'
    }

    It 'runs' -Skip:($Fence -ne 'powershell') {
        Push-Location (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid())))
        try {
            $null = Connect-CcFilledStore
            & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'`n$Code")) 6>$null | Out-Null
        }
        finally {
            Pop-Location
        }
    }
}
