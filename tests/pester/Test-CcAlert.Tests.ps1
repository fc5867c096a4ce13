BeforeAll {
    . $PSScriptRoot/common.ps1
    Push-Location $TestDrive
    @'
{
  "steps": [ { "sync": "exchanges" } ],
  "alerts": {
    "sinks": { "log": { "file": "alerts.jsonl" }, "ops": { "webhook": "ALERT_WEBHOOK_OPS", "timeout": "00:00:02" } },
    "rules": [ { "on": "outcome" } ]
  }
}
'@ | Set-Content job.json
}

AfterAll {
    Remove-Item env:ALERT_WEBHOOK_OPS -ErrorAction Ignore
    Pop-Location
}

Describe 'Test-CcAlert' {
    It 'says of each sink what became of the message, without an error' {
        $tried = Test-CcAlert ./job.json
        $tried | Should -BeOfType CcIngest.Model.AlertDelivery
        $tried.Sink | Should -Be 'log', 'ops'
        $tried.IsDelivered | Should -Be $true, $false
        $tried[1].Advice | Should -BeLike '*ALERT_WEBHOOK_OPS*'
        (Get-Content alerts.jsonl | ConvertFrom-Json).kind | Should -Be test
    }

    It 'never shows the address' {
        $env:ALERT_WEBHOOK_OPS = 'http://127.0.0.1:9/services/very-secret'
        $text = Test-CcAlert ./job.json ops -Verbose -Debug *>&1 | Format-List | Out-String
        $text | Should -BeLike '*No answer*'
        $text | Should -Not -BeLike '*very-secret*'
    }

    It 'sends nothing with -WhatIf' {
        Remove-Item alerts.jsonl
        Test-CcAlert ./job.json log -WhatIf | Should -BeNullOrEmpty
        'alerts.jsonl' | Should -Not -Exist
    }

    It 'refuses a sink that the job does not have' {
        { Test-CcAlert ./job.json opps -ErrorAction Stop } | Should -Throw -ErrorId 'SelectionEmpty,*'
    }
}
