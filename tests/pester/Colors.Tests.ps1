# https://no-color.org: at a terminal, with and without NO_COLOR. script(1) gives a program a terminal.

BeforeDiscovery {
    $hasTerminal = $IsLinux -and (Test-Path /usr/bin/script)
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $store = Connect-CcFilledStore
    $session = Join-Path $TestDrive session.ps1
    @"
Import-Module '$manifest'
`$ProgressPreference = 'SilentlyContinue'
`$null = Connect-CcStore sqlite '$($store.Address)'
Get-CcExchange | Select-Object -First 3
Get-CcCoverage | Select-Object -First 3 | Format-Table
Test-CcConnection -StoreOnly -Verbose | Format-Table
Get-CcRun -Last 1 | Format-List
Get-CcOhlcv kraken NO-SUCH 1d
"@ | Set-Content $session

    function Invoke-AtTerminal {
        param([string] $NoColor)

        $start = [System.Diagnostics.ProcessStartInfo]::new('/usr/bin/script')
        foreach ($argument in '-qec', "pwsh -NoProfile -NonInteractive -File '$session'", '/dev/null') {
            $start.ArgumentList.Add($argument)
        }

        $start.RedirectStandardInput = $true
        $start.RedirectStandardOutput = $true
        $start.Environment['TERM'] = 'xterm-256color'
        $null = $start.Environment.Remove('NO_COLOR')
        if ($NoColor) {
            $start.Environment['NO_COLOR'] = $NoColor
        }

        $process = [System.Diagnostics.Process]::Start($start)
        $text = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        $text
    }
}

Describe 'Colours at a terminal (skipped without script(1))' -Skip:(-not $hasTerminal) {
    It 'are there when nobody asks for none' {
        $text = Invoke-AtTerminal
        $text | Should -Match 'kraken|binance|coinbase'
        $text | Should -Match '\e\[[\d;]+m'
    }

    It 'are not there with NO_COLOR, in tables, lists, messages and errors' {
        $text = Invoke-AtTerminal -NoColor 1
        $text | Should -Match 'Check\s+Verdict'
        $text | Should -Match 'NO-SUCH'
        $text | Should -Not -Match '\e\[[\d;]+m'
    }
}

Describe 'The views of the module' {
    It 'bring no escape sequences of their own' {
        Get-Content (Join-Path $repository module/CcIngest.Format.ps1xml) -Raw | Should -Not -Match '\e|`e|\[char\]\s*27|PSStyle'
    }
}
