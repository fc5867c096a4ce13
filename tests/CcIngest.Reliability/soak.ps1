#!/usr/bin/env pwsh
<#
.SYNOPSIS
Runs jobs in one PowerShell process for an hour, against a simulator with faults, and says whether its memory, handles and threads stay flat.

.DESCRIPTION
Each round is a run of a job: lists, candles of spot, futures and indices, funding rates, a short capture of order books, the quality rules, dead letters read again.
The simulated clock goes on, so each round has new periods; after ten rounds, a cycle, there is a new store and the work begins anew. After every round the process
notes what it holds: its working set, what the garbage collector has committed of that and the rest (code, libraries, the drivers' own), the live heap, and after a
cycle the floor, which is the working set when the collector has given back what it can. Medians of whole cycles are compared: the last one with the second, as the
first warms up, and more strictly with the one in the middle, as what warms up more slowly (methods compiled again) comes to an end and a leak does not. Needs the built
module, the console program, and mariadbd with its client, or -Engine sqlite.

.EXAMPLE
tests/CcIngest.Reliability/soak.ps1 -Minutes 60 -Folder output/soak
#>
param(
    # The cycle that is begun then is ended.
    [double] $Minutes = 60,

    [ValidateSet('mysql', 'sqlite')]
    [string] $Engine = 'mysql',

    # Where the store, the logs and the figures go; made when it is not there.
    [string] $Folder = 'output/soak',

    # Arenas of glibc's malloc; 0 for as many as it likes, eight for each core. Each keeps what it once needed, so many of them fill up for hours, and hide a leak.
    [int] $Arenas = 2,

    # Between the starts of two rounds.
    [int] $EverySeconds = 15,

    # Faults of the simulator as it takes them.
    [string[]] $Fault = @('503=0.01', '500=0.01', '429=0.003:1', 'reset=0.01', 'truncated-gzip=0.01', 'html=0.005', 'hang=0.001', 'duplicate-rows=0.02', 'disorder=0.02', 'crossed-book=0.01'),

    # The console program, for the simulator.
    [string] $Runner = "$PSScriptRoot/../../src/CcIngest.Runner/bin/Debug/net10.0/ccingest"
)

$ErrorActionPreference = 'Stop'
$root = (Resolve-Path "$PSScriptRoot/../..").Path
$folder = (New-Item -ItemType Directory -Force $Folder).FullName
Remove-Item (Join-Path $folder '*.db*'), (Join-Path $folder 'samples.jsonl') -ErrorAction Ignore
$store = @{ engine = 'sqlite'; file = Join-Path $folder 'soak-@store@.db' }
if ($Engine -eq 'mysql') {
    $said = bash "$root/.ci/mariadb.sh" start
    $server = $said | ForEach-Object { if ($_ -match "^export (\w+)='(.*)'$") { @{ $Matches[1] = $Matches[2] } } }
    $access = [System.Data.Common.DbConnectionStringBuilder]::new()
    $access.set_ConnectionString(($server.Values -match '=')[0])
    $serverHome = ($server.Values -notmatch '=')[0]
    $store = @{ engine = 'mysql'; host = $access['Server']; port = [int] $access['Port']; user = $access['User']; database = 'soak_@store@'; sslMode = 'None' }
    $env:DB_PASSWORD = $access['Password']
}

$arguments = @('simulate', '--seed', '7', '--exchanges', '10', '--instruments', '160', '--assets', '40', '--clock-runs') + ($Fault | ForEach-Object { '--fault', $_ })
$addresses = Join-Path $folder 'simulator.out'
$simulator = Start-Process $Runner $arguments -PassThru -RedirectStandardOutput $addresses -RedirectStandardError (Join-Path $folder 'simulator.err')
try {
    while (-not ($text = Get-Content $addresses -First 1 -ErrorAction Ignore)) {
        Start-Sleep -Milliseconds 200
    }

    $address = ($text | ConvertFrom-Json).dataApi
    # The simulated clock begins here.
    $begin = [datetime]::new(2026, 1, 15, 12, 0, 0)
    $weekAgo = $begin.AddDays(-7).ToString('s', [cultureinfo]::InvariantCulture) + 'Z'
    $steps = @(
        @{ sync = 'exchanges' }
        @{ sync = 'spot-instruments'; exchanges = @('binance', 'kraken') }
        @{ sync = 'futures-instruments'; exchanges = @('binance') }
        @{ sync = 'symbols'; exchanges = @('binance') }
        @{ ingest = 'ohlcv'; market = 'spot'; interval = '1m'; from = '@from@'; select = @{ exchanges = @('binance', 'kraken'); limit = 12 } }
        @{ ingest = 'ohlcv'; market = 'spot'; interval = '1d'; from = '2025-06-01'; select = @{ exchanges = @('binance'); limit = 20 } }
        @{ ingest = 'funding-rate'; market = 'futures'; interval = '1h'; from = $weekAgo; select = @{ exchanges = @('binance'); limit = 5 } }
        @{ ingest = 'ohlcv'; market = 'index'; interval = '1h'; from = $weekAgo; select = @{ instruments = @('BTC-USD', 'ETH-USD') } }
        @{ capture = 'order-book'; every = '00:00:01'; count = 2; select = @{ exchanges = @('binance'); quotes = @('USDT'); limit = 3 } }
        @{ check = 'quality'; datasets = @('ohlcv-spot'); interval = '1m'; failOn = 'never' }
    )
    $job = Join-Path $folder 'job.json'
    @{ name = 'soak'; store = $store; source = @{ dataApi = $address; minApi = $address; binance = $address; binanceUSDM = $address }; steps = $steps; maxRejectedRows = 1000000 } |
        ConvertTo-Json -Depth 9 | Set-Content $job

    $rounds = Join-Path $folder 'rounds.ps1'
    Set-Content $rounds @'
param([string] $Module, [string] $Job, [string] $Samples, [double] $Minutes, [int] $EverySeconds)
Import-Module $Module
$begun = [System.Diagnostics.Stopwatch]::StartNew()
$self = [System.Diagnostics.Process]::GetCurrentProcess()
for ($round = 0; $begun.Elapsed.TotalMinutes -lt $Minutes -or $round % 10; $round++) {
    # Six hours of minutes more into the past, beside what is new since the last round; after ten rounds a new store, so that the work of an hour's end is that of its beginning.
    $from = [datetime]::new(2026, 1, 15, 12, 0, 0).AddHours(-6 * (1 + $round % 10)).ToString('s', [cultureinfo]::InvariantCulture) + 'Z'
    (Get-Content $Job -Raw).Replace('@from@', $from).Replace('@store@', "$([math]::Floor($round / 10))") | Set-Content "$Job.now"
    $summary = Invoke-CcJob "$Job.now" -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
    $error.Clear()
    $self.Refresh()
    $used = $self.WorkingSet64 / 1MB
    $committed = [gc]::GetGCMemoryInfo().TotalCommittedBytes / 1MB
    $heap = [gc]::GetTotalMemory($true) / 1MB
    $floor = $null
    if ($round % 10 -eq 9) {
        [gc]::Collect(2, [System.GCCollectionMode]::Aggressive, $true, $true)
        $self.Refresh()
        $floor = [math]::Round($self.WorkingSet64 / 1MB, 1)
    }

    [ordered]@{
        Seconds = [int] $begun.Elapsed.TotalSeconds
        Cycle = 1 + [int] [math]::Floor($round / 10)
        Round = $round
        Outcome = "$($summary.Outcome)"
        Requests = $summary.Requests
        Retries = $summary.Retries
        Rows = ($summary.Steps.Rows.Inserted | Measure-Object -Sum).Sum
        MiB = [math]::Round($used, 1)
        GcMiB = [math]::Round($committed, 1)
        OtherMiB = [math]::Round($used - $committed, 1)
        HeapMiB = [math]::Round($heap, 1)
        FloorMiB = $floor
        Methods = [System.Runtime.JitInfo]::GetCompiledMethodCount($false)
        Handles = @(Get-ChildItem "/proc/$PID/fd").Count
        Threads = $self.Threads.Count
    } | ConvertTo-Json -Compress | Add-Content $Samples
    $rest = (1 + $round) * $EverySeconds - $begun.Elapsed.TotalSeconds
    if ($rest -gt 0) {
        Start-Sleep -Seconds $rest
    }
}
'@
    $samples = Join-Path $folder 'samples.jsonl'
    $env:MALLOC_ARENA_MAX = $Arenas -gt 0 ? $Arenas : $null
    pwsh -NoProfile -NonInteractive -File $rounds -Module "$root/CcIngest.psd1" -Job $job -Samples $samples -Minutes $Minutes -EverySeconds $EverySeconds
    if ($LASTEXITCODE -ne 0) {
        throw "The rounds ended with $LASTEXITCODE."
    }
}
finally {
    $env:MALLOC_ARENA_MAX = $null
    $null = $simulator.Kill($true)
    if ($serverHome) {
        bash "$root/.ci/mariadb.sh" stop $serverHome
    }
}

$all = @(Get-Content $samples | ConvertFrom-Json)

function Get-Median {
    param([object[]] $Rounds, [string] $Name)

    $sorted = @($Rounds.$Name | Where-Object { $null -ne $_ } | Sort-Object)
    $sorted[[int] [math]::Floor(($sorted.Count - 1) / 2)]
}

$names = 'MiB', 'GcMiB', 'OtherMiB', 'HeapMiB', 'FloorMiB', 'Methods', 'Handles', 'Threads'
$cycles = @($all | Group-Object Cycle | ForEach-Object {
        $medians = [ordered]@{ Cycle = [int] $_.Name; Rounds = $_.Count }
        foreach ($name in $names) {
            $medians[$name] = Get-Median $_.Group $name
        }

        [pscustomobject] $medians
    })
$figures = [ordered]@{
    Minutes = [math]::Round($all[-1].Seconds / 60, 1)
    Rounds = $all.Count
    Outcomes = $all | Group-Object Outcome -NoElement | ForEach-Object { "$($_.Name) $($_.Count)" }
    Requests = ($all.Requests | Measure-Object -Sum).Sum
    Retries = ($all.Retries | Measure-Object -Sum).Sum
    Rows = ($all.Rows | Measure-Object -Sum).Sum
    Max = [ordered]@{}
    Cycles = $cycles
}
foreach ($name in $names) {
    $figures.Max[$name] = ($all.$name | Measure-Object -Maximum).Maximum
}

$figures | ConvertTo-Json -Depth 4 | Set-Content (Join-Path $folder 'figures.json')
$figures.GetEnumerator() | Where-Object Key -NotIn 'Max', 'Cycles' | ForEach-Object { "$($_.Key): $($_.Value -join ', ')" }
$cycles | Format-Table | Out-String -Width 200

# Faults may cost a leg, never a run.
if ($all | Where-Object Outcome -NotIn 'Complete', 'Partial') {
    throw 'A run failed: see samples.jsonl.'
}

if ($cycles.Count -lt 3) {
    Write-Warning 'Fewer than three cycles: nothing is said of growth.'
    return
}

$bounds = @(
    @{ Cycle = $cycles[1]; MiB = 25; OtherMiB = 25; FloorMiB = 25; HeapMiB = 5; Handles = 10; Threads = 10 }
    @{ Cycle = $cycles[[math]::Floor($cycles.Count / 2)]; MiB = 15; OtherMiB = 10; FloorMiB = 10; HeapMiB = 5; Handles = 5; Threads = 10 }
)
foreach ($bound in $bounds) {
    foreach ($name in $bound.Keys -ne 'Cycle') {
        $grown = [math]::Round($cycles[-1].$name - $bound.Cycle.$name, 1)
        if ($grown -gt $bound[$name]) {
            throw "$name grew by $grown between cycle $($bound.Cycle.Cycle) and the last one, $($cycles[-1].Cycle)."
        }
    }
}
