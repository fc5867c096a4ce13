# PSScriptAnalyzer has nothing to say of any script of the repository. Scripts of tests/pester have settings, with a reason for each rule left out.

BeforeDiscovery {
    $repository = Split-Path (Split-Path $PSScriptRoot)
    $hasAnalyzer = [bool] (Get-Module -ListAvailable PSScriptAnalyzer)
    $scripts = Get-ChildItem $repository -Recurse -File -Include *.ps1, *.psm1, *.psd1 |
        ForEach-Object { [System.IO.Path]::GetRelativePath($repository, $_.FullName).Replace('\', '/') } |
        Where-Object { $_ -notmatch '(^|/)(bin|obj|output|node_modules)/' }
}

Describe 'PSScriptAnalyzer (skipped where it is not installed)' -Skip:(-not $hasAnalyzer) {
    BeforeAll {
        $repository = Split-Path (Split-Path $PSScriptRoot)
        $settings = Join-Path $PSScriptRoot 'PSScriptAnalyzerSettings.psd1'
        function Get-Finding {
            param([string] $Path)

            $arguments = @{ Path = $Path }
            if ($Path -match '[\\/]tests[\\/]pester[\\/]') {
                $arguments.Settings = $settings
            }

            Invoke-ScriptAnalyzer @arguments | ForEach-Object { "$($_.ScriptName):$($_.Line) $($_.RuleName): $($_.Message)" }
        }
    }

    It 'finds nothing in <_>' -ForEach $scripts {
        Get-Finding (Join-Path $repository $_) | Should -BeNullOrEmpty
    }

    It 'finds what is wrong elsewhere' {
        $script = Join-Path $TestDrive 'wrong.ps1'
        Set-Content -LiteralPath $script -Value 'gci | % { Write-Host $_ }'
        Get-Finding $script | Should -HaveCount 3
    }
}
