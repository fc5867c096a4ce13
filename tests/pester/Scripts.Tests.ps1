# PSScriptAnalyzer has nothing to say of any script of the repository. Scripts of tests/pester have settings, with a reason for each rule left out.

BeforeDiscovery {
    $repository = Split-Path (Split-Path $PSScriptRoot)
    $hasAnalyzer = [bool] (Get-Module -ListAvailable PSScriptAnalyzer)

    # Does not enter what was built or installed: that is many times as much as there is to read.
    $folders = [System.Collections.Generic.Queue[string]]::new([string[]] $repository)
    $scripts = while ($folders.Count -gt 0) {
        $folder = $folders.Dequeue()
        [System.IO.Directory]::GetFiles($folder) -match '\.(ps1|psm1|psd1)$' |
            ForEach-Object { [System.IO.Path]::GetRelativePath($repository, $_).Replace('\', '/') }
        [System.IO.Directory]::GetDirectories($folder) -notmatch '[\\/](\.[^\\/]*|bin|obj|output|node_modules)$' | ForEach-Object { $folders.Enqueue($_) }
    }
}

Describe 'PSScriptAnalyzer (skipped where it is not installed)' -Skip:(-not $hasAnalyzer) -ForEach @{ Scripts = $scripts } {
    BeforeAll {
        $repository = Split-Path (Split-Path $PSScriptRoot)
        $settings = Join-Path $PSScriptRoot 'PSScriptAnalyzerSettings.psd1'

        # Many scripts in one call: each call asks PowerShell anew about every command that it meets.
        function Get-Finding {
            param([string[]] $Path)

            $ofTests, $others = $Path.Where({ $_ -match '[\\/]tests[\\/]pester[\\/]' }, 'Split')
            @($ofTests | Invoke-ScriptAnalyzer -Settings $settings) + @($others | Invoke-ScriptAnalyzer) | Where-Object { $_ } | ForEach-Object {
                [pscustomobject]@{ Path = $_.ScriptPath; Text = "$($_.ScriptName):$($_.Line) $($_.RuleName): $($_.Message)" }
            }
        }

        $wrong = foreach ($number in 1, 2) {
            $path = Join-Path $TestDrive "wrong$number.ps1"
            Set-Content -LiteralPath $path -Value 'gci | % { Write-Host $_ }'
            $path
        }
        $paths = $Scripts | ForEach-Object { [System.IO.Path]::GetFullPath($_, $repository) }
        $findings = Get-Finding @($wrong[0]; $paths; $wrong[1])
    }

    It 'finds nothing in <_>' -ForEach $scripts {
        $path = [System.IO.Path]::GetFullPath($_, $repository)
        ($findings | Where-Object Path -EQ $path).Text | Should -BeNullOrEmpty
    }

    It 'finds what is wrong elsewhere, in the first script and in the last one' {
        foreach ($path in $wrong) {
            ($findings | Where-Object Path -EQ $path).Text | Should -HaveCount 3
        }
    }
}
