#!/usr/bin/env pwsh
<#
.SYNOPSIS
Converts a table of the old shape while the converting process is killed again and again, and compares the end with an independent computation.

.DESCRIPTION
The table has no key, 3 % duplicates, Unix times in seconds (some of one column in milliseconds), nulls and zeros. What it must become is computed by
the engine from the numbers the rows were made of, not from the rows. A reader asks for a row all the time. Needs the built module, and mariadbd with
its client, PostgreSQL with psql, or sqlite3. Each round begins with the table of the old shape; calls go on where the last one was killed.

.EXAMPLE
tests/CcIngest.Reliability/convert-table.ps1 -Engine mysql -Rows 5000000 -Kills 50 -Folder output/conversion
#>
param(
    [ValidateSet('mysql', 'postgresql', 'sqlite')]
    [string] $Engine = 'mysql',

    [int] $Rows = 5000000,

    [int] $Kills = 50,

    # Moments of kills are drawn between 0 and so many seconds after the process has loaded the module.
    [double] $Within = 30,

    [int] $SliceRows = 250000,

    [string] $Folder = 'output/conversion',

    # Data of a server: a folder in memory makes it faster.
    [string] $DataFolder = '/tmp',

    [int] $Seed = 1
)

$ErrorActionPreference = 'Stop'
$root = (Resolve-Path "$PSScriptRoot/../..").Path
$folder = (New-Item -ItemType Directory -Force $Folder).FullName
$table = 'cc_ohlcv_spot_1d_raw'
$series = 2000
$duplicates = [int]($Rows * 0.03)
$base = $Rows - $duplicates

# What differs between the engines: integer division, texts put together, a time from seconds, numbers from 0, the client.
$words = @{
    mysql = @{
        Div = 'DIV'; Join = { "CONCAT($($args -join ', '))" }; Time = { "TIMESTAMPADD(SECOND, $args, '1970-01-01 00:00:00')" }
        Numbers = { "SELECT seq AS s FROM seq_0_to_$($args[0] - 1)" }; DateTime = 'DATETIME'; Now = 'UNIX_TIMESTAMP(SYSDATE(6))'
        Hash = { "CAST(CONV(LEFT(MD5(CONCAT_WS('|', $(($args | ForEach-Object { "IFNULL($_, '~')" }) -join ', '))), 12), 16, 10) AS UNSIGNED)" }
    }
    postgresql = @{
        Div = '/'; Join = { $args -join ' || ' }; Time = { "(timestamp(0) '1970-01-01' + ($args) * interval '1 second')::timestamp(0)" }
        Numbers = { "SELECT generate_series(0, $($args[0] - 1)::bigint) AS s" }; DateTime = 'timestamp(0)'; Now = 'extract(epoch FROM clock_timestamp())'
        Hash = { "('x' || left(md5(ROW($($args -join ', '))::text), 12))::bit(48)::bigint" }
    }
    sqlite = @{
        Div = '/'; Join = { $args -join ' || ' }; Time = { "datetime($args, 'unixepoch')" }
        Numbers = { "SELECT value AS s FROM generate_series(0, $($args[0] - 1))" }; DateTime = 'TEXT'; Now = "(julianday('now') - 2440587.5) * 86400.0"
    }
}[$Engine]

$times = 'first_trade_timestamp', 'last_trade_timestamp', 'high_trade_timestamp', 'low_trade_timestamp'
$doubles = 'open', 'high', 'low', 'close', 'first_trade_price', 'high_trade_price', 'low_trade_price', 'last_trade_price', 'volume', 'quote_volume', 'volume_buy',
    'quote_volume_buy', 'volume_sell', 'quote_volume_sell', 'volume_unknown', 'quote_volume_unknown'
$counts = 'base_id', 'quote_id', 'total_trades', 'total_trades_buy', 'total_trades_sell', 'total_trades_unknown'
$texts = 'symbol', 'base', 'quote', 'transform_function'
$columns = @('datetime', 'exchange', 'symbol_unmapped') + $texts + $counts + $doubles + $times + 'collected_at'

function Get-TableSql {
    param([string] $Name, [string] $Time)

    $lines = @("datetime $($words.DateTime) NOT NULL", 'exchange VARCHAR(255) NOT NULL', 'symbol_unmapped VARCHAR(255) NOT NULL')
    $lines += $texts | ForEach-Object { "$_ VARCHAR(255)" }
    $lines += $counts | ForEach-Object { "$_ BIGINT" }
    $lines += $doubles | ForEach-Object { "$_ DOUBLE PRECISION" }
    $lines += $times | ForEach-Object { "$_ $Time" }
    "CREATE TABLE $Name ($($lines -join ', '), collected_at $($words.DateTime) NOT NULL)"
}

# The row of a number s; k: 0 for a newer one of the same key, 1 for an older one, 2 and -1 for the row itself.
function Get-RowSql {
    param([switch] $AsTimes)

    $number = "(s % $series)"
    $day = "(1420070400 + 86400 * (s $($words.Div) $series))"
    $more = 'CASE k WHEN 0 THEN 1 WHEN 1 THEN 2 ELSE 0 END'
    $collected = "1704067200 + s % 1000 + CASE k WHEN 0 THEN 86400 WHEN 1 THEN -86400 ELSE 0 END"
    $seconds = @(
        "CASE WHEN s % 50 = 1 THEN NULL WHEN s % 50 = 2 THEN {0} ELSE {1} END" -f ($AsTimes ? 'NULL' : '0'), ($AsTimes ? (& $words.Time "$day + s % 86400") : "$day + s % 86400")
        ($AsTimes ? (& $words.Time "$day + 86399") : "$day + 86399")
        ($AsTimes ? (& $words.Time "$day + s % 1000") : "CASE WHEN s % 10 = 0 THEN ($day + s % 1000) * 1000 + 123 ELSE $day + s % 1000 END")
        "CASE WHEN s % 20 = 3 THEN NULL ELSE $($AsTimes ? (& $words.Time "$day + s % 777") : "$day + s % 777") END"
    )
    $values = @(
        (& $words.Time $day), (& $words.Join "'exchange'" "($number % 20)"), (& $words.Join "'SYM'" $number)
        (& $words.Join "'SYM'" $number "'-USD'"), (& $words.Join "'SYM'" $number), "'USD'", 'NULL'
        $number, '5', 's % 100000', 's % 60000', 's % 40000', '0'
    )
    $values += 1..$doubles.Length | ForEach-Object { "(100 + s % 9973 * 0.01 + $_ * 0.25 + $more)" }
    ($values + $seconds + (& $words.Time $collected)) -join ', '
}

$store = @{ DB_ENGINE = $Engine }
switch ($Engine) {
    'sqlite' {
        $file = Join-Path $folder 'old.db'
        Remove-Item "$file*"
        $store.DB_FILE = $file
        $client = 'sqlite3', '-batch', '-cmd', '.timeout 10000', $file
    }
    default {
        $script = $Engine -eq 'mysql' ? 'mariadb.sh' : 'postgresql.sh'
        $env:TMPDIR = $DataFolder
        $said = bash "$root/.ci/$script" start
        $env:TMPDIR = $null
        $server = $said | ForEach-Object { if ($_ -match "^export (\w+)='(.*)'$") { @{ $Matches[1] = $Matches[2] } } }
        $access = [System.Data.Common.DbConnectionStringBuilder]::new()
        $access.set_ConnectionString(($server.Values -match '=')[0])
        $serverHome = ($server.Values -notmatch '=')[0]
        $schema = 'conversion'
        $store.DB_SSL_MODE = 'None'
        if ($Engine -eq 'mysql') {
            $store += @{ DB_HOST = $access['Server']; DB_PORT = $access['Port']; DB_USER = $access['User']; DB_PASSWORD = $access['Password']; DB_NAME = $schema }
            $client = 'mariadb', '--no-defaults', '-h', $access['Server'], '-P', $access['Port'], '-u', $access['User'], "-p$($access['Password'])", '-N', '-B'
            & $client[0] $client[1..99] -e "CREATE DATABASE $schema; SET GLOBAL innodb_buffer_pool_size = 4294967296"
            $client += $schema, '--unbuffered', '--force'
        }
        else {
            $store += @{ DB_HOST = $access['Host']; DB_PORT = $access['Port']; DB_USER = $access['Username']; DB_PASSWORD = $access['Password']; DB_NAME = $access['Database']; DB_SCHEMA = $schema }
            $env:PGOPTIONS = "-c search_path=$schema"
            $env:PGPASSWORD = $access['Password']
            $client = 'psql', '-q', '-At', '-h', $access['Host'], '-p', $access['Port'], '-U', $access['Username'], '-d', $access['Database']
            & $client[0] $client[1..99] -c "CREATE SCHEMA $schema"
        }
    }
}

function Invoke-Sql {
    param([string] $Sql)

    # psql goes on after an error unless it is told to stop; the reader has to go on.
    $said = ($Engine -eq 'postgresql' ? "\set ON_ERROR_STOP on`n$Sql" : $Sql) | & $client[0] $client[1..99] 2>&1
    if ($LASTEXITCODE -ne 0) {
        throw "$said"
    }

    $said
}

function Write-Step {
    param([string] $Text)

    [Console]::Error.WriteLine("$([datetime]::UtcNow.ToString('HH:mm:ss', [cultureinfo]::InvariantCulture)) $Text")
}

$begun = [System.Diagnostics.Stopwatch]::StartNew()
Write-Step "filling $Rows rows"
$list = $columns -join ', '
Invoke-Sql "$(Get-TableSql $table 'BIGINT');"
Invoke-Sql "INSERT INTO $table ($list) SELECT $(Get-RowSql) FROM (SELECT s, -1 AS k FROM ($(& $words.Numbers $base)) n) r;"
Invoke-Sql "INSERT INTO $table ($list) SELECT $(Get-RowSql) FROM (SELECT s * 32 AS s, s % 3 AS k FROM ($(& $words.Numbers $duplicates)) n) r;"
Write-Step 'computing what it must become'
$newer = "CASE WHEN s % 32 = 0 AND s $($words.Div) 32 < $duplicates AND (s $($words.Div) 32) % 3 = 0 THEN 0 ELSE -1 END"
Invoke-Sql "$(Get-TableSql 'expected' $words.DateTime);"
Invoke-Sql "INSERT INTO expected ($list) SELECT $(Get-RowSql -AsTimes) FROM (SELECT s, $newer AS k FROM ($(& $words.Numbers $base)) n) r;"

Write-Step 'reader begins'
$ticks = Join-Path $folder 'reads.txt'
$faults = Join-Path $folder 'faults.txt'
$stop = Join-Path $folder 'stop'
Remove-Item $stop -ErrorAction Ignore
$ask = Join-Path $folder 'ask.sh'
# A statement every ten milliseconds, without a process for each pause.
Set-Content $ask "exec 9<> <(:); while [ ! -e '$stop' ]; do echo `"SELECT $($words.Now) FROM $table LIMIT 1;`"; read -rt 0.01 -u 9; done"
$reader = Join-Path $folder 'reader.sh'
Set-Content $reader "bash '$ask' | $(($client | ForEach-Object { "'$_'" }) -join ' ') > '$ticks' 2> '$faults'"
$reading = Start-Process bash $reader -PassThru

$loaded = Join-Path $folder 'loaded'
$command = "Import-Module '$root/CcIngest.psd1'; Set-Content '$loaded' 1; Convert-CcTimestampColumn -Table $table -MixedUnit PerRow -RemoveDuplicate -ExportPath '$folder/removed' " +
    "-SliceRows $SliceRows -Confirm:`$false | Select-Object Outcome, RowsBefore, RowsAfter, DuplicatesRemoved, Seconds, WritersWaitedSeconds, Original | ConvertTo-Json"
$store.GetEnumerator() | ForEach-Object { Set-Item "env:$($_.Key)" $_.Value }
$random = [random]::new($Seed)
$log = Join-Path $folder 'convert.log'
$result = Join-Path $folder 'result.json'
$peak = 0
$killed = 0
$moments = [System.Collections.Generic.List[double]]::new()
$clock = [System.Diagnostics.Stopwatch]::StartNew()

function Get-Peak {
    param([int] $Id)

    $line = Get-Content "/proc/$Id/status" -ErrorAction Ignore | Where-Object { $_ -match '^VmHWM:\s+(\d+)' }
    $line ? [long]($line -replace '\D', '') / 1024 : 0
}

try {
    while ($true) {
        Remove-Item $loaded -ErrorAction Ignore
        $start = @{ RedirectStandardOutput = $result; RedirectStandardError = $log; PassThru = $true }
        $convert = Start-Process pwsh '-NoProfile', '-NonInteractive', '-Command', $command @start
        $moment = $killed -lt $Kills ? $random.NextDouble() * $Within : [double]::MaxValue
        $run = [System.Diagnostics.Stopwatch]::new()
        while (-not $convert.WaitForExit(50) -and $run.Elapsed.TotalSeconds -lt $moment) {
            if (-not $run.IsRunning -and (Test-Path $loaded)) {
                $run.Start()
            }

            $peak = [math]::Max($peak, (Get-Peak $convert.Id))
        }

        if ($convert.HasExited) {
            break
        }

        $convert.Kill()
        $convert.WaitForExit()
        $killed++
        $moments.Add($moment)
        Write-Step "kill $killed after $($moment.ToString('F1', [cultureinfo]::InvariantCulture)) s"
    }
}
finally {
    Start-Sleep -Milliseconds 500
    $null = New-Item $stop -Force
    $null = $reading.WaitForExit(20000)
}

$seconds = $clock.Elapsed.TotalSeconds
Write-Step 'comparing'
if (-not (Get-Content $result -Raw)) {
    throw "The conversion failed: $(Get-Content $log -Raw)"
}

function Get-Sum {
    param([string] $Name)

    if ($Engine -eq 'sqlite') {
        $other = $Name -eq 'expected' ? $table : 'expected'
        $differing = Invoke-Sql "SELECT COUNT(*) FROM (SELECT $list FROM $Name EXCEPT SELECT $list FROM $other);"
        return "$(Invoke-Sql "SELECT COUNT(*) FROM $Name;") rows, $differing that the other has not"
    }

    "$(Invoke-Sql "SELECT COUNT(*), SUM($(& $words.Hash @columns)) FROM $Name;")"
}

[double] $last = 0
[double] $longest = 0
$reads = 0
foreach ($line in [System.IO.File]::ReadLines($ticks)) {
    $tick = [double]::Parse($line, [cultureinfo]::InvariantCulture)
    if ($last -gt 0) {
        $longest = [math]::Max($longest, $tick - $last)
    }

    $last = $tick
    $reads++
}

$figures = [ordered]@{
    Engine = $Engine
    Rows = $Rows
    Kills = $killed
    Result = Get-Content $result -Raw | ConvertFrom-Json
    Expected = Get-Sum 'expected'
    Found = Get-Sum $table
    Exported = (Get-ChildItem "$folder/removed/*.parquet" -ErrorAction Ignore).Count
    Reads = $reads
    ReadsFailed = @(Get-Content $faults -ErrorAction Ignore | Where-Object { $_ }).Count
    LongestSecondsBetweenReads = [math]::Round($longest, 3)
    PeakMiB = [math]::Round($peak)
    SecondsWithKills = [math]::Round($seconds)
    SecondsInAll = [math]::Round($begun.Elapsed.TotalSeconds)
    LongestMoment = ($moments | Measure-Object -Maximum).Maximum
}
$figures | ConvertTo-Json -Depth 4 | Tee-Object (Join-Path $folder "figures-$Engine.json")
if ($serverHome) {
    bash "$root/.ci/$script" stop $serverHome
}

if ($figures.Expected -ne $figures.Found -or $figures.ReadsFailed -gt 0) {
    throw 'The table is not what it must be, or a read failed.'
}
