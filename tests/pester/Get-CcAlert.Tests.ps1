BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
    Push-Location $TestDrive
    @'
{
  "name": "told", "steps": [ { "sync": "exchanges", "maxRows": 1 } ],
  "alerts": {
    "sinks": { "log": { "file": "alerts.jsonl" } },
    "rules": [ { "on": "outcome", "is": ["complete"] }, { "on": "freshness", "olderThan": "01:00:00", "interval": "1d", "dataset": "ohlcv-spot" } ]
  }
}
'@ | Set-Content told.json
    $run = Invoke-CcJob ./told.json
}

AfterAll {
    Pop-Location
}

Describe 'Get-CcAlert' {
    It 'lists what a run told, newest first' {
        $alerts = Get-CcAlert
        $alerts | Should -BeOfType CcIngest.Model.AlertRecord
        $alerts.Rule | Sort-Object | Should -Be 'freshness', 'outcome'
        $alerts.State | Sort-Object -Unique | Should -Be Sent
        $alerts[0].Since.Kind | Should -Be Utc
        (Get-Content alerts.jsonl).Count | Should -Be 2
    }

    It 'takes runs from the pipeline' {
        ($run | Get-CcAlert -Rule outcome).RunId | Should -Be $run.RunId
        $run | Get-CcAlert -Kind Resolved | Should -BeNullOrEmpty
    }

    It 'has nothing new after the same once more' {
        $null = Invoke-CcJob ./told.json
        @(Get-CcAlert).Count | Should -Be 2
        (Get-Content alerts.jsonl).Count | Should -Be 2
    }
}
