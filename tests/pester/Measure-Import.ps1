<#
.SYNOPSIS
Measures what importing the module adds to a new PowerShell, how long it then takes to connect an embedded store and read from it, and completion.

.DESCRIPTION
Starts pairs of new processes, an empty one and then one that imports, and takes the median of the pairs' differences: what else the machine does meets
both of a pair alike. A first pair, not counted, warms the file cache. Processor time is that of all threads, the compiler's included, so it is longer
than the time that passes. Then come processes that connect and read, and that complete.
Not a test: figures depend on the machine and on what else it does. Build with -Configuration Release before.

.EXAMPLE
./tests/pester/Measure-Import.ps1 -Count 20
#>
param(
    # Pairs of processes.
    [ValidateRange(10, 1000)]
    [int] $Count = 10,

    # The module to import; the checkout's unless given.
    [string] $Manifest = (Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'CcIngest.psd1')
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

# At the quantile 0.5 the median.
function Get-Quantile {
    param([double[]] $Values, [double] $At = 0.5)

    $sorted = @($Values | Sort-Object)
    $place = ($sorted.Count - 1) * $At
    $low = [int] [math]::Floor($place)
    $high = [int] [math]::Ceiling($place)
    [math]::Round($sorted[$low] + ($sorted[$high] - $sorted[$low]) * ($place - $low))
}

# A new process: the time that passed until it ended, its processor time, and the number that it wrote.
function Measure-Process {
    param([string] $Script)

    $Script += '; [System.Environment]::CpuUsage.TotalTime.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)'
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $said = @(pwsh -NoProfile -NonInteractive -Command $Script)
    $elapsed = $clock.Elapsed.TotalMilliseconds
    if ($LASTEXITCODE -ne 0) {
        throw "A PowerShell that was to be measured ended with exit code $LASTEXITCODE."
    }

    [pscustomobject]@{
        Wall = $elapsed
        Cpu  = [double]::Parse($said[-1], [cultureinfo]::InvariantCulture)
        Said = [double]::Parse($said[0], [cultureinfo]::InvariantCulture)
    }
}

function Get-Spread {
    param([double[]] $Values)

    '{0}-{1}' -f (Get-Quantile $Values 0), (Get-Quantile $Values 1)
}

$folder = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) "ccingest-import-$PID")
$store = Join-Path $folder 'empty.db'
$import = "Import-Module '$($Manifest.Replace("'", "''"))'"
$connect = "`$null = Connect-CcStore sqlite '$store'"
$timed = '$clock = [System.Diagnostics.Stopwatch]::StartNew(); {0}; $clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)'
$complete = '$null = TabExpansion2 "Get-CcDeadLetter -RunId " 24'
try {
    $pairs = foreach ($number in 0..$Count) {
        $empty = Measure-Process '$null'
        $full = Measure-Process $import
        if ($number -gt 0) {
            [pscustomobject]@{
                Empty = $empty.Wall; Import = $full.Wall; Adds = $full.Wall - $empty.Wall
                EmptyCpu = $empty.Cpu; ImportCpu = $full.Cpu; AddsCpu = $full.Cpu - $empty.Cpu
            }
        }
    }

    $null = Measure-Process "$import; $connect; Initialize-CcStore"
    $reads = foreach ($number in 0..$Count) { (Measure-Process "$import; $($timed -f "$connect; `$null = Get-CcExchange")").Said }
    $tabs = foreach ($number in 0..$Count) { (Measure-Process "$import; $connect; $complete; $complete; $($timed -f $complete)").Said }
}
finally {
    Remove-Item -LiteralPath $folder -Recurse -Force
}

[pscustomobject]@{
    Pairs            = $Count
    EmptyMs          = Get-Quantile $pairs.Empty
    ImportMs         = Get-Quantile $pairs.Import
    ImportAddsMs     = Get-Quantile $pairs.Adds
    ImportAddsFromTo = Get-Spread $pairs.Adds
    EmptyCpuMs       = Get-Quantile $pairs.EmptyCpu
    ImportCpuMs      = Get-Quantile $pairs.ImportCpu
    ImportAddsCpuMs  = Get-Quantile $pairs.AddsCpu
    CpuFromTo        = Get-Spread $pairs.AddsCpu
    FirstObjectMs    = Get-Quantile $reads[1..$Count]
    CompletionMs     = Get-Quantile $tabs[1..$Count]
}
