<#
.SYNOPSIS
Has the machine's own cron run a job on the simulated API: a schedule is registered in the user's crontab, waited for, tried, and removed.

.DESCRIPTION
Needs cron (Debian: apt-get install cron), and a build of the module and of the console program. Starts cron when none runs, and ends what it has started. The crontab is
afterwards what it was, byte for byte. Takes up to two minutes, for cron looks once a minute.
#>
param(
    # Where the job, its store and its log are.
    [string] $Work = (Join-Path ([System.IO.Path]::GetTempPath()) "ccingest-cron-$PID")
)

$ErrorActionPreference = 'Stop'
$root = Split-Path (Split-Path $PSScriptRoot)
Import-Module (Join-Path $root 'CcIngest.psd1')
$null = New-Item -ItemType Directory -Path $Work -Force

function Get-Crontab {
    $text = crontab -l 2>$null
    $global:LASTEXITCODE -eq 0 ? ($text -join "`n") : $null
}

function Assert-That {
    param([bool] $Is, [string] $What)

    if (-not $Is) {
        throw "Not so: $What"
    }

    Write-Information "ok: $What" -InformationAction Continue
}

$before = Get-Crontab
$runner = Get-ChildItem (Join-Path $root 'src/CcIngest.Runner/bin') -Recurse -Filter ccingest.dll | Sort-Object LastWriteTimeUtc | Select-Object -Last 1
$start = [System.Diagnostics.ProcessStartInfo]::new('dotnet', "exec `"$($runner.FullName)`" simulate --port 0")
$start.RedirectStandardOutput = $true
$simulator = [System.Diagnostics.Process]::Start($start)
$cron = $null
try {
    $address = $simulator.StandardOutput.ReadLine() | ConvertFrom-Json
    pgrep -x cron > $null
    if ($LASTEXITCODE -ne 0) {
        $cron = Start-Process cron -ArgumentList '-f' -PassThru
    }

    $job = Join-Path $Work lists.json
    @{
        store  = @{ engine = 'sqlite'; file = 'market.db' }
        source = @{ dataApi = $address.dataApi; minApi = $address.minApi }
        steps  = @(@{ sync = 'exchanges' }, @{ sync = 'spot-instruments'; exchanges = @('kraken') })
    } | ConvertTo-Json -Depth 5 | Set-Content $job
    $log = Join-Path $Work lists.log

    # The minute after the next one: the next may begin while this is written.
    $at = [datetime]::UtcNow.AddMinutes(2)
    $schedule = Register-CcSchedule $job -Kind Cron -Name cron-proof -Cron "$($at.Minute) $($at.Hour) * * *" -WorkingDirectory $Work -LogPath $log
    Write-Information "registered: $schedule, next run $($schedule.NextRun.ToString('u'))" -InformationAction Continue
    Assert-That ((Get-CcSchedule cron-proof -Kind Cron).Command -eq $schedule.Command) 'Get-CcSchedule finds it in the crontab'
    $checks = Test-CcSchedule cron-proof -Kind Cron -NoRun
    $checks | Format-Table Check, Verdict, Message | Out-String -Width 160 | Write-Information -InformationAction Continue
    Assert-That (-not ($checks | Where-Object Verdict -EQ Failed)) 'Test-CcSchedule finds nothing that fails'

    $end = [datetime]::UtcNow.AddMinutes(4)
    while (-not ((Test-Path $log) -and (Select-String -Path $log -Pattern '"runId"' -Quiet)) -and [datetime]::UtcNow -lt $end) {
        Start-Sleep -Seconds 1
    }

    Assert-That (Test-Path $log) 'cron has started the line'
    $summary = (Get-Content $log | Where-Object { $_.StartsWith('{') } | Select-Object -Last 1) | ConvertFrom-Json
    Write-Information "the run began at $(([datetime] $summary.StartedAt).ToString('u')) and ended $($summary.Outcome)" -InformationAction Continue
    Assert-That ($summary.Outcome -eq 'Complete') 'the run is complete'
    $began = ([datetime] $summary.StartedAt).ToUniversalTime()
    Assert-That ($began -ge $schedule.NextRun -and $began -lt $schedule.NextRun.AddMinutes(1)) 'it began in its minute of UTC'
    $store = Connect-CcStore sqlite (Join-Path $Work market.db)
    Assert-That ((Get-CcRun -Store $store -Last 1).RunId -eq $summary.RunId) 'the store has the run'
    Assert-That (@(Get-CcInstrument -Store $store -Exchange kraken).Count -gt 0) 'the store has its rows'
    Unregister-CcSchedule cron-proof -Kind Cron
    Assert-That (-not (Get-CcSchedule -Kind Cron | Where-Object Name -EQ cron-proof)) 'it is removed'
    Assert-That ((Get-Crontab) -eq $before) 'the crontab is what it was'
}
finally {
    Get-CcSchedule -Kind Cron -ErrorAction Ignore | Where-Object Name -EQ cron-proof | Unregister-CcSchedule
    foreach ($process in $simulator, $cron | Where-Object { $_ -and -not $_.HasExited }) {
        $process.Kill()
    }
}
