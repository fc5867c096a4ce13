#!/usr/bin/env pwsh
<#
.SYNOPSIS
Captures order books from the simulator under faults and prints how steady that was: lateness, missed ticks, dead letters, memory.

.DESCRIPTION
Needs the built module (module/bin) and the console program. The capture is a process of its own; its memory is read every ten seconds.

.EXAMPLE
tests/CcIngest.Reliability/capture-books.ps1 -For 01:00:00 -Folder output/capture
#>
param(
    # Where the store, the logs and the figures go; made when it is not there.
    [string] $Folder = 'output/capture',

    [timespan] $For = '01:00:00',

    [timespan] $Every = '00:00:01',

    [int] $Books = 10,

    # Faults of the simulator as it takes them.
    [string[]] $Fault = @('503=0.01', '500=0.005', '429=0.002:1', 'reset=0.01', 'truncated-gzip=0.005', 'html=0.003', 'hang=0.002', 'crossed-book=0.003'),

    # The console program.
    [string] $Runner = "$PSScriptRoot/../../src/CcIngest.Runner/bin/Debug/net10.0/ccingest",

    # The module.
    [string] $Module = "$PSScriptRoot/../../CcIngest.psd1"
)

$ErrorActionPreference = 'Stop'
$folder = (New-Item -ItemType Directory -Force $Folder).FullName
$store = Join-Path $folder 'books.db'
Remove-Item "$store*"

$arguments = @('simulate', '--seed', '7', '--exchanges', '10', '--instruments', '160', '--assets', '40', '--clock-runs', '--exchange-limits', 'binance=6000')
$arguments += $Fault | ForEach-Object { '--fault', $_ }
$addresses = Join-Path $folder 'simulator.out'
$simulator = Start-Process $Runner $arguments -PassThru -RedirectStandardOutput $addresses -RedirectStandardError (Join-Path $folder 'simulator.err')
$samples = [System.Collections.Generic.List[object]]::new()
try {
    while (-not ($text = Get-Content $addresses -First 1 -ErrorAction Ignore)) {
        Start-Sleep -Milliseconds 200
    }

    $address = ($text | ConvertFrom-Json).dataApi
    $source = @{ dataApi = $address; minApi = $address; binance = $address }
    $steps = @(
        @{ sync = 'symbols'; exchanges = @('binance') }
        @{ capture = 'order-book'; every = $Every.ToString('c'); for = $For.ToString('c'); select = @{ exchanges = @('binance'); quotes = @('USDT'); limit = $Books } }
    )
    $job = Join-Path $folder 'job.json'
    @{ store = @{ engine = 'sqlite'; file = $store }; source = $source; steps = $steps; maxRejectedRows = 1000000 } | ConvertTo-Json -Depth 9 | Set-Content $job
    $run = @{ RedirectStandardOutput = Join-Path $folder 'summary.json'; RedirectStandardError = Join-Path $folder 'run.log' }
    $capture = Start-Process $Runner 'run', $job, '--json' -PassThru @run
    $begun = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not $capture.WaitForExit(10000)) {
        $capture.Refresh()
        $samples.Add([pscustomobject]@{ Seconds = [int] $begun.Elapsed.TotalSeconds; MiB = [math]::Round($capture.WorkingSet64 / 1MB, 1) })
    }
}
finally {
    $null = $simulator.Kill($true)
}

$samples | Export-Csv (Join-Path $folder 'memory.csv')
Import-Module $Module
$null = Connect-CcStore -Engine sqlite -Path $store
$late = [System.Collections.Generic.List[object]]::new()
foreach ($name in (Get-CcOrderBook).NativeSymbol) {
    Get-CcOrderBook binance $name -From 2000-01-01 | ForEach-Object {
        $late.Add([pscustomobject]@{ Tick = $_.TickAt; Late = ($_.ReceivedAt - $_.TickAt).TotalMilliseconds })
    }
}

function Get-Quantile {
    param([double[]] $Values, [double] $Share)

    $sorted = [double[]] ($Values | Sort-Object)
    [math]::Round($sorted[[math]::Min($sorted.Length - 1, [int][math]::Floor($Share * $sorted.Length))], 1)
}

$all = [double[]] $late.Late
$first = ($late.Tick | Measure-Object -Minimum).Minimum
$last = ($late.Tick | Measure-Object -Maximum).Maximum
$atStart = [double[]] ($late | Where-Object Tick -LT $first.AddMinutes(1)).Late
$atEnd = [double[]] ($late | Where-Object Tick -GT $last.AddMinutes(-1)).Late
$missed = @(Get-CcMissedTick)
$due = $Books * [int][math]::Ceiling($For / $Every)
$figures = [ordered]@{
    Summary = Get-Content (Join-Path $folder 'summary.json') -Raw | ConvertFrom-Json | Select-Object outcome, seconds, requests, retries
    Snapshots = $late.Count
    Due = $due
    Missed = $missed.Count
    MissedByCause = $missed | Group-Object Cause -NoElement | ForEach-Object { "$($_.Name) $($_.Count)" }
    MissedByReason = $missed | Group-Object { ($_.Reason -split '[:.(]')[0..1] -join ':' } -NoElement | Sort-Object Count -Descending | ForEach-Object { "$($_.Name) $($_.Count)" }
    DeadLetters = @(Get-CcDeadLetter).Count
    LatenessMilliseconds = [ordered]@{ Median = Get-Quantile $all 0.5; P99 = Get-Quantile $all 0.99; Max = Get-Quantile $all 1 }
    LatenessOfMedianMilliseconds = [ordered]@{ FirstMinute = Get-Quantile $atStart 0.5; LastMinute = Get-Quantile $atEnd 0.5 }
    MemoryMiB = [ordered]@{
        Max = ($samples.MiB | Measure-Object -Maximum).Maximum
        ByTenths = 0..9 | ForEach-Object { $samples[[int] ($_ * ($samples.Count - 1) / 9)].MiB }
    }
    StoreMiB = [math]::Round((Get-Item $store).Length / 1MB, 1)
}
$figures | ConvertTo-Json -Depth 5 | Tee-Object (Join-Path $folder 'figures.json')
# Complete or Partial.
if ($capture.ExitCode -notin 0, 2) {
    throw "The capture ended with exit code $($capture.ExitCode): see $(Join-Path $folder 'run.log')."
}

if ($late.Count + $missed.Count -ne $due) {
    throw "$due ticks were due; $($late.Count) have a snapshot and $($missed.Count) are recorded as missed."
}
