BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
}

Describe 'Watch-CcRun' {
    It 'shows a run that has ended, once, with what the run itself told' {
        $summary = Sync-CcExchange
        $seen = @(Watch-CcRun -RunId $summary.RunId)

        $seen.Count | Should -Be 1
        $seen[0] | Should -BeOfType CcIngest.Model.RunSnapshot
        ($seen[0].RunId, $seen[0].Outcome, $seen[0].Requests) | Should -Be ($summary.RunId, $summary.Outcome, $summary.Requests)
        $seen[0].Rows.Unchanged | Should -Be $summary.Steps[0].Rows.Unchanged
        $seen[0].HasEnded | Should -BeTrue
        $seen[0].StartedAt.Kind | Should -Be Utc
    }

    It 'takes runs from the pipeline' {
        $runs = Get-CcRun -Last 3
        ($runs | Watch-CcRun -Once).RunId | Should -Be $runs.RunId
        @() | Watch-CcRun -Once | Should -BeNullOrEmpty
    }

    It 'says that none is under way, or that there is no such run' {
        { Watch-CcRun -ErrorAction Stop } | Should -Throw -ErrorId 'SelectionEmpty,*'
        { Watch-CcRun no-such-run -Once -ErrorAction Stop } | Should -Throw -ErrorId 'SelectionEmpty,*'
    }

    It 'follows a run in another process to its end, and changes nothing' {
        $simulator = Start-CcSimulator
        $file = Join-Path $TestDrive 'watched.db'
        $store = Connect-CcStore -Engine sqlite -Path $file
        Initialize-CcStore
        $job = Join-Path $TestDrive 'capture.json'
        $source = @{ dataApi = $simulator.DataApi; minApi = $simulator.MinApi; binance = $simulator.DataApi }
        $books = @{ exchanges = @('binance'); symbols = @('BTC-USDT-SPOT') }
        $steps = @{ sync = 'symbols'; exchanges = @('binance') }, @{ capture = 'order-book'; every = '00:00:00.5'; count = 14; select = $books }
        @{ name = 'watched'; source = $source; steps = $steps } | ConvertTo-Json -Depth 5 | Set-Content $job
        $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet', [string[]]@('exec', (Get-CcRunnerPath), 'run', $job, '--set', "DB_FILE=$file"))
        $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $process = [System.Diagnostics.Process]::Start($start)
        try {
            while (-not (Get-CcRun | Where-Object Outcome -eq Running) -and -not $process.HasExited) {
                [System.Threading.Thread]::Sleep(100)
            }

            $seen = @(Watch-CcRun -IntervalSeconds 0.5 -Store $store)
        }
        finally {
            $null = $process.WaitForExit(30000)
        }

        $process.ExitCode | Should -Be 0 -Because $process.StandardError.ReadToEnd()
        $seen.Count | Should -BeGreaterThan 2
        $seen[0].Outcome | Should -Be Running
        $seen[0].ProcessId | Should -Be $process.Id
        $seen[0].SilentFor | Should -BeLessThan ([timespan]::FromSeconds(60))
        $live = $seen | Where-Object { $_.Step -like 'capture*' -and $_.Outcome -eq 'Running' } | Select-Object -Last 1
        $live.Done | Should -BeGreaterThan 0
        $live.Planned | Should -Be 14
        $seen[-1].Outcome | Should -Be Complete
        $seen[-1].Requests | Should -Be (Get-CcRun -Last 1).Requests
    }
}
