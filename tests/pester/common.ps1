# What every Pester file begins with: the built module, the simulated API, and stores in the test's own folder.

$ErrorActionPreference = 'Stop'
$repository = Split-Path (Split-Path $PSScriptRoot)
$manifest = Join-Path $repository 'CcIngest.psd1'

# What the machine says of real keys and servers stays out of the tests.
Get-ChildItem env: | Where-Object Name -match '^(CCDATA_|DATA_API_|MIN_API_|API_|DB_|MAX_API_|DEFAULT_INGESTION_|ENVIRONMENT$|STATE_DIR$|LOG_|METRICS_FILE$|OTEL_)' | ForEach-Object {
    Remove-Item -LiteralPath "env:$($_.Name)"
}

# The rate budget is shared with nobody but the processes that the tests start.
$env:STATE_DIR = Join-Path ([System.IO.Path]::GetTempPath()) "ccingest-state-$PID"

Import-Module $manifest

# A text as the secret that a parameter takes.
function ConvertTo-CcSecret {
    param([string] $Text)

    [System.Net.NetworkCredential]::new('', $Text).SecurePassword
}

function Get-CcRunnerPath {
    # The newest build, whatever its configuration.
    $runner = Get-ChildItem (Join-Path $repository 'src/CcIngest.Runner/bin') -Recurse -Filter ccingest.dll -ErrorAction Ignore |
        Sort-Object LastWriteTimeUtc | Select-Object -Last 1
    if (-not $runner) {
        throw "The console program is not built: run 'dotnet build' first."
    }

    $runner.FullName
}

# One simulated API for all files of a Pester run: it keeps no state, so they cannot meet in it.
function Start-CcSimulator {
    if ($global:CcSimulator -and -not $global:CcSimulator.Process.HasExited) {
        return $global:CcSimulator
    }

    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    foreach ($argument in 'exec', (Get-CcRunnerPath), 'simulate', '--port', '0') {
        $start.ArgumentList.Add($argument)
    }

    $start.RedirectStandardOutput = $true
    $start.UseShellExecute = $false
    $process = [System.Diagnostics.Process]::Start($start)
    $address = $process.StandardOutput.ReadLine()
    if (-not $address) {
        throw "The simulator ended with exit code $($process.ExitCode) before it said its address."
    }

    $said = $address | ConvertFrom-Json
    $global:CcSimulator = [pscustomobject]@{ Process = $process; DataApi = $said.dataApi; MinApi = $said.minApi }
    $null = Register-EngineEvent -SourceIdentifier PowerShell.Exiting -Action { Stop-CcSimulator }
    $global:CcSimulator
}

function global:Stop-CcSimulator {
    if ($global:CcSimulator -and -not $global:CcSimulator.Process.HasExited) {
        $global:CcSimulator.Process.Kill()
        $global:CcSimulator.Process.WaitForExit()
    }

    $global:CcSimulator = $null
}

function Connect-CcSimulator {
    $simulator = Start-CcSimulator
    Connect-CcSource -Name ccdata -BaseUri $simulator.DataApi -MinApiBaseUri $simulator.MinApi -ExchangeBaseUri $simulator.DataApi
}

# A new SQLite file with the schema, as the session's store.
function Connect-CcEmptyStore {
    param([string] $Folder = $TestDrive)

    $store = Connect-CcStore -Engine sqlite -Path (Join-Path $Folder "$([guid]::NewGuid().ToString('n')).db")
    Initialize-CcStore
    $store
}

# A copy of a store that has exchanges, assets, the spot instruments of kraken and coinbase, the candles of kraken's USD pairs for 2025, binance's
# contracts, one of them and an index for December, the symbols of binance and kraken, binance's daily klines of BTC-USDT for 2025
# and three snapshots of its order book.
function Connect-CcFilledStore {
    param([string] $Folder = $TestDrive)

    $null = Connect-CcSimulator
    if (-not $global:CcFilledStore -or -not (Test-Path -LiteralPath $global:CcFilledStore)) {
        $template = Join-Path ([System.IO.Path]::GetTempPath()) "ccingest-pester-$PID.db"
        Remove-Item "$template*"
        $null = Connect-CcStore -Engine sqlite -Path $template
        Initialize-CcStore
        $null = Sync-CcSymbol binance, kraken
        $null = Invoke-CcKlineIngest -Exchange binance -Symbol BTC-USDT-SPOT -Interval 1d -From 2025-01-01 -To 2026-01-01
        $null = Invoke-CcOrderBookCapture binance BTC-USDT-SPOT -Depth 20 -Every 00:00:00.2 -Count 3
        $null = Sync-CcExchange
        $null = Sync-CcAsset
        $null = Sync-CcSpotInstrument -Exchange kraken, coinbase
        $null = Invoke-CcOhlcvIngest -Exchange kraken -Quote USD -Interval 1d -From 2025-01-01 -To 2026-01-01
        $contract = @{ Exchange = 'binance'; Symbol = 'BTC-USDT-VANILLA-PERPETUAL'; Interval = '1d'; From = '2025-12-01'; To = '2026-01-01' }
        $null = Sync-CcFuturesInstrument binance
        $null = Invoke-CcOhlcvIngest -Market Futures @contract
        $null = Invoke-CcFundingRateIngest @contract
        $null = Invoke-CcOpenInterestIngest @contract
        $null = Invoke-CcOhlcvIngest -Market Index -Symbol BTC-USD -Interval 1d -From 2025-12-01 -To 2026-01-01
        $global:CcFilledStore = $template
    }

    $file = Join-Path $Folder "$([guid]::NewGuid().ToString('n')).db"
    Copy-Item -LiteralPath $global:CcFilledStore -Destination $file
    Connect-CcStore -Engine sqlite -Path $file
}

# All rows that a store has of exchanges, instruments, assets and runs: to see that nothing was written.
function Get-CcContent {
    [pscustomobject]@{
        Exchanges   = @(Get-CcExchange).Count
        Assets      = @(Get-CcAsset).Count
        Instruments = @(Get-CcInstrument).Count
        Runs        = @(Get-CcRun -Last 1000).Count
        Coverage    = @(Get-CcCoverage).Count
    } | ConvertTo-Json -Compress
}

# Runs a script in a PowerShell of its own, with the module imported, as the connected store and source; returns what the caller can stop.
function Start-CcScript {
    param([string] $Script, [hashtable] $Parameters = @{})

    $powershell = [powershell]::Create()
    $null = $powershell.AddScript("param(`$manifest, `$parameters) Import-Module `$manifest; $Script").AddArgument($manifest).AddArgument($Parameters)
    [pscustomobject]@{ PowerShell = $powershell; Result = $powershell.BeginInvoke() }
}

# The simulated API with faults, or with a key that it asks for; for the caller to stop: see docs/simulator.md.
function Start-CcFaultySimulator {
    param([string[]] $Fault = @(), [string] $ApiKey)

    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    $more = @($Fault | ForEach-Object { '--fault'; $_ }) + @(if ($ApiKey) { '--api-key', $ApiKey })
    foreach ($argument in @('exec', (Get-CcRunnerPath), 'simulate', '--port', '0') + $more) {
        $start.ArgumentList.Add($argument)
    }

    $start.RedirectStandardOutput = $true
    $start.UseShellExecute = $false
    $process = [System.Diagnostics.Process]::Start($start)
    $said = $process.StandardOutput.ReadLine() | ConvertFrom-Json
    [pscustomobject]@{ Process = $process; DataApi = $said.dataApi; MinApi = $said.minApi }
}

# A copy of a store with kraken's BTC-USD of 2025 from a source whose candles lack some prices: some 20 letters, and as many rejected days.
function Connect-CcLetterStore {
    param([string] $Folder = $TestDrive)

    if (-not $global:CcStoreWithLetters -or -not (Test-Path -LiteralPath $global:CcStoreWithLetters)) {
        $template = Join-Path ([System.IO.Path]::GetTempPath()) "ccingest-pester-letters-$PID.db"
        Remove-Item "$template*"
        $simulator = Start-CcFaultySimulator -Fault 'null-price=0.05'
        try {
            $null = Connect-CcSource -Name ccdata -BaseUri $simulator.DataApi -MinApiBaseUri $simulator.MinApi
            $null = Connect-CcStore -Engine sqlite -Path $template
            Initialize-CcStore
            $null = Sync-CcSpotInstrument -Exchange kraken
            $null = Invoke-CcOhlcvIngest -Exchange kraken -Symbol BTC-USD -Interval 1d -From 2025-01-01 -To 2026-01-01
        }
        finally {
            $simulator.Process.Kill()
            $simulator.Process.WaitForExit()
        }

        $global:CcStoreWithLetters = $template
    }

    $null = Connect-CcSimulator
    $file = Join-Path $Folder "$([guid]::NewGuid().ToString('n')).db"
    Copy-Item -LiteralPath $global:CcStoreWithLetters -Destination $file
    Connect-CcStore -Engine sqlite -Path $file
}

# A stand-in for the module SecretManagement with one vault, LocalStore: a text is given out as SecureString, a pair as PSCredential. Its errors
# are those of the real one, and name the secret. Returns the folder for PSModulePath.
function New-CcFakeVault {
    param([Parameter(Mandatory)] [hashtable] $Secret, [string] $Folder = $TestDrive)

    $modules = Join-Path $Folder ([guid]::NewGuid().ToString('n'))
    $module = New-Item -ItemType Directory (Join-Path $modules 'Microsoft.PowerShell.SecretManagement')
    $Secret | ConvertTo-Json | Set-Content -LiteralPath (Join-Path $module 'secrets.json')
    Set-Content -LiteralPath (Join-Path $module 'Microsoft.PowerShell.SecretManagement.psm1') -Value @'
function Get-Secret {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)] [string] $Name, [Parameter(Position = 1)] [string] $Vault)

    if ($Vault -and $Vault -ne 'LocalStore') {
        throw "Vault $Vault does not exist in registry, where $Name was looked for."
    }

    Write-Verbose "Looking for $Name"
    $value = (Get-Content -LiteralPath (Join-Path $PSScriptRoot 'secrets.json') -Raw | ConvertFrom-Json -AsHashtable)[$Name]
    if ($value -is [string]) {
        ConvertTo-SecureString $value -AsPlainText -Force
    }
    elseif ($value -is [array]) {
        [pscredential]::new($value[0], (ConvertTo-SecureString $value[1] -AsPlainText -Force))
    }
    elseif ($null -ne $value) {
        $value
    }
    else {
        Write-Error "The secret $Name was not found." -ErrorId GetSecretNotFound
    }
}

Export-ModuleMember -Function Get-Secret
'@
    Set-Content -LiteralPath (Join-Path $module 'Microsoft.PowerShell.SecretManagement.psd1') -Value (
        "@{ RootModule = 'Microsoft.PowerShell.SecretManagement.psm1'; ModuleVersion = '1.1.2'; FunctionsToExport = 'Get-Secret' }")
    $modules
}

# The vault on the path of modules while a script runs.
function Use-CcFakeVault {
    param([Parameter(Mandatory)] [hashtable] $Secret, [Parameter(Mandatory)] [scriptblock] $Script)

    $path = $env:PSModulePath
    $env:PSModulePath = (New-CcFakeVault $Secret) + [System.IO.Path]::PathSeparator + $path
    try {
        & $Script
    }
    finally {
        $env:PSModulePath = $path
        Remove-Module Microsoft.PowerShell.SecretManagement -ErrorAction Ignore
    }
}

# A program crontab of the tests' own, to go before the machine's on the path: no test reads or writes the crontab of whoever runs it.
# Returns the path with it, and the file that it keeps.
function New-CcFakeCrontab {
    $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
    $file = Join-Path $folder kept
    $program = Join-Path $folder crontab
    Set-Content -LiteralPath $program @"
#!/bin/sh
case "`$1" in
-l) [ -f '$file' ] && cat '$file' || { echo 'no crontab for me' >&2; exit 1; } ;;
-r) rm '$file' ;;
-) cat > '$file' ;;
esac
"@
    if (-not $IsWindows) {
        chmod +x $program
    }

    [pscustomobject]@{ Path = "$folder$([System.IO.Path]::PathSeparator)$env:PATH"; File = $file }
}
