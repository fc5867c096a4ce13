<#
.SYNOPSIS
Measures what importing the module adds to a new PowerShell, how long the first Get-CcExchange from an embedded store then takes, and completion.

.DESCRIPTION
Starts new processes in turn: an empty one, one that imports, one that imports and reads. Writes the medians in milliseconds.
Not a test: figures depend on the machine and on what else it does.
#>
param(
    # New processes of each kind.
    [ValidateRange(1, 1000)]
    [int] $Count = 10,

    # The module to import; the checkout's unless given.
    [string] $Manifest = (Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'CcIngest.psd1')
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

function Get-Median {
    param([double[]] $Values)

    $sorted = @($Values | Sort-Object)
    $middle = [int][math]::Floor($sorted.Count / 2)
    $sorted.Count % 2 ? $sorted[$middle] : ($sorted[$middle - 1] + $sorted[$middle]) / 2
}

$folder = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) "ccingest-import-$PID")
$store = Join-Path $folder 'empty.db'
$scripts = [ordered]@{
    Empty  = '$null'
    Import = "Import-Module '$Manifest'"
    Tab    = "Import-Module '$Manifest'; `$null = Connect-CcStore sqlite '$store'; `$null = TabExpansion2 'Get-CcDeadLetter -RunId ' 24; `$null = TabExpansion2 'Get-CcDeadLetter -RunId ' 24; `$clock = [System.Diagnostics.Stopwatch]::StartNew(); `$null = TabExpansion2 'Get-CcDeadLetter -RunId ' 24; `$clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)"
    Read   = "Import-Module '$Manifest'; `$null = Connect-CcStore sqlite '$store'; `$clock = [System.Diagnostics.Stopwatch]::StartNew(); `$null = Get-CcExchange; `$clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)"
}
try {
    $null = pwsh -NoProfile -NonInteractive -Command "Import-Module '$Manifest'; `$null = Connect-CcStore sqlite '$store'; Initialize-CcStore"
    $taken = @{ Empty = @(); Import = @(); Tab = @(); Read = @(); First = @(); Completion = @() }
    foreach ($round in 0..$Count) {
        foreach ($name in $scripts.Keys) {
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $said = pwsh -NoProfile -NonInteractive -Command $scripts[$name]
            $elapsed = $clock.Elapsed.TotalMilliseconds
            if ($LASTEXITCODE -ne 0) {
                throw "A PowerShell that was to be measured ended with exit code $LASTEXITCODE."
            }

            # The first round warms the file cache.
            if ($round -gt 0) {
                $taken[$name] += $elapsed
                if ($name -in 'Read', 'Tab') {
                    $taken[$name -eq 'Read' ? 'First' : 'Completion'] += [double]::Parse($said, [cultureinfo]::InvariantCulture)
                }
            }
        }
    }
}
finally {
    Remove-Item -LiteralPath $folder -Recurse -Force
}

$empty = Get-Median $taken.Empty
[pscustomobject]@{
    Processes             = $Count
    EmptyMs               = [math]::Round($empty)
    ImportAddsMs          = [math]::Round((Get-Median $taken.Import) - $empty)
    ConnectAndReadAddMs   = [math]::Round((Get-Median $taken.Read) - $empty)
    GetCcExchangeMs       = [math]::Round((Get-Median $taken.First))
    CompletionMs          = [math]::Round((Get-Median $taken.Completion))
}
