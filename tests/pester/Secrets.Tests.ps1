# A whole session in a process of its own, with a key and a password, right ones and wrong ones, and everything it leaves searched for them.

BeforeDiscovery {
    $hasServer = [bool] $env:CCINGEST_TEST_MYSQL
    if (-not $hasServer -and $env:CI) {
        throw 'CCINGEST_TEST_MYSQL is not set: in CI the tests of a server must run.'
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    # Runs a script as a user would, recorded by Start-Transcript, and returns all that came of it: both streams of the process and every file.
    function Invoke-RecordedSession {
        param([string] $Script, [hashtable] $Environment)

        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        @"
Import-Module '$manifest'
Start-Transcript ./transcript.txt
`$PSDefaultParameterValues = @{ '*-Cc*:Verbose' = `$true; '*-Cc*:Debug' = `$true }
`$results = [System.Collections.Generic.List[object]]::new()
$Script
foreach (`$result in `$results) {
    `$result | Format-List * -Force
    `$result | ConvertTo-Json -Depth (`$result -is [System.Management.Automation.ErrorRecord] ? 1 : 6) -WarningAction Ignore
}
`$results | Export-Clixml ./results.xml -Depth 3
`$Error | Format-List * -Force
`$Error | ForEach-Object { `$_.Exception | Format-List * -Force; `$_.InvocationInfo | Format-List * -Force; `$_.ErrorDetails | Format-List * -Force; Get-Error -InputObject `$_ }
`$Error | Export-Clixml ./errors.xml -Depth 3
Get-Variable | Format-List * -Force
Get-History | Format-List * -Force
"ids: `$(`$Error.FullyQualifiedErrorId -join ' ')"
Stop-Transcript
"@ | Set-Content (Join-Path $folder session.ps1)
        $start = [System.Diagnostics.ProcessStartInfo]::new('pwsh')
        foreach ($argument in '-NoProfile', '-NonInteractive', '-File', 'session.ps1') {
            $start.ArgumentList.Add($argument)
        }

        $start.WorkingDirectory = $folder
        $start.RedirectStandardOutput = $true
        $start.RedirectStandardError = $true
        $start.Environment['STATE_DIR'] = Join-Path $folder state
        foreach ($name in $Environment.Keys) {
            $start.Environment[$name] = $Environment[$name]
        }

        $process = [System.Diagnostics.Process]::Start($start)
        $errors = $process.StandardError.ReadToEndAsync()
        $text = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        $files = Get-ChildItem $folder -Recurse -File -Force | ForEach-Object {
            $_.FullName
            [System.Text.Encoding]::Latin1.GetString([System.IO.File]::ReadAllBytes($_.FullName))
        }
        [pscustomobject]@{ Said = $text + $errors.GetAwaiter().GetResult(); Files = $files -join "`n"; Folder = $folder }
    }

    # A secret by itself, and as it would look in the encodings that files and headers have.
    function Test-Secret {
        param([string] $Text, [string] $Secret)

        $encoded = foreach ($encoding in [System.Text.Encoding]::UTF8, [System.Text.Encoding]::Unicode) {
            [convert]::ToBase64String($encoding.GetBytes($Secret)).TrimEnd('=')
            [System.Text.Encoding]::Latin1.GetString($encoding.GetBytes($Secret))
        }

        @(@($Secret) + $encoded | Where-Object { $Text.Contains($_, [System.StringComparison]::OrdinalIgnoreCase) }).Count -gt 0
    }
}

Describe 'The secrets of a session' {
    It 'would be found, plain and encoded' {
        $secret = 'right-k3y-word-4711'
        Test-Secret "x $secret y" $secret | Should -BeTrue
        Test-Secret ('Basic ' + [convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($secret))) $secret | Should -BeTrue
        Test-Secret ([System.Text.Encoding]::Latin1.GetString([System.Text.Encoding]::Unicode.GetBytes($secret))) $secret | Should -BeTrue
        Test-Secret 'nothing' $secret | Should -BeFalse
    }

    It 'stand in no transcript, stream, error, object or file: the key, right and wrong' {
        $key = 'right-k3y-word-4711'
        $simulator = Start-CcFaultySimulator -ApiKey $key -Fault '500=0.1', 'reset=0.1'
        try {
            # The keys come from the environment, so that the script itself does not have them; then they are gone from there.
            $session = Invoke-RecordedSession -Environment @{ TEST_KEY = $key; TEST_WRONG_KEY = 'wrong-k3y-word-4711'; API_RETRY_BACKOFF_FACTOR = '0.01' } -Script @"
`$right = ConvertTo-SecureString `$env:TEST_KEY -AsPlainText -Force
`$wrong = [pscredential]::new('anybody', (ConvertTo-SecureString `$env:TEST_WRONG_KEY -AsPlainText -Force))
`$text = `$env:TEST_WRONG_KEY
Remove-Item env:TEST_KEY, env:TEST_WRONG_KEY
`$address = @{ BaseUri = '$($simulator.DataApi)'; MinApiBaseUri = '$($simulator.MinApi)' }
`$results.Add((Connect-CcStore sqlite ./market.db))
Initialize-CcStore
`$results.Add((Connect-CcSource @address -ApiKey `$wrong))
try { Sync-CcExchange } catch { `$results.Add(`$_) }
`$results.Add((Test-CcConnection))
try { Get-CcRateLimit -Live } catch { `$results.Add(`$_) }
try { Connect-CcSource @address -ApiKey `$text } catch { `$results.Add(`$_.Exception.Message) }
Remove-Variable text
`$results.Add((Connect-CcSource @address -ApiKey `$right))
`$results.Add((Sync-CcExchange))
`$results.Add((Sync-CcSpotInstrument -Exchange kraken -ErrorAction Continue))
`$results.Add((Invoke-CcOhlcvIngest -Exchange kraken -Quote USD -Interval 1d -From 2025-12-01 -ErrorAction Continue))
`$results.Add((Test-CcConnection))
Disconnect-CcSource
"@
        }
        finally {
            $simulator.Process.Kill()
            $simulator.Process.WaitForExit()
        }

        $all = $session.Said + $session.Files
        $session.Said | Should -Match 'ids: .*SourceKeyRefused' -Because $session.Said
        # The requests are there, so that the search means something.
        $session.Files | Should -Match '/spot/v1/historical/days'
        Join-Path $session.Folder transcript.txt | Should -Exist
        Test-Secret $all 'right-k3y-word-4711' | Should -BeFalse
        Test-Secret $all 'wrong-k3y-word-4711' | Should -BeFalse
    }

    It 'stand in no transcript, stream, error, object or file: the password of a server, wrong (skipped without CCINGEST_TEST_MYSQL)' -Skip:(-not $hasServer) {
        $server = @{}
        foreach ($part in $env:CCINGEST_TEST_MYSQL -split ';') {
            $name, $value = $part -split '=', 2
            $server[$name.Trim()] = $value
        }

        $session = Invoke-RecordedSession -Environment @{ TEST_PASSWORD = $server.Password; TEST_WRONG_PASSWORD = 'wr0ng-word-4711'; CCINGEST_TEST_MYSQL = '' } -Script @"
`$right = [pscredential]::new('$($server.User)', (ConvertTo-SecureString `$env:TEST_PASSWORD -AsPlainText -Force))
`$wrong = [pscredential]::new('$($server.User)', (ConvertTo-SecureString `$env:TEST_WRONG_PASSWORD -AsPlainText -Force))
Remove-Item env:TEST_PASSWORD, env:TEST_WRONG_PASSWORD
`$place = @{ Engine = 'mysql'; HostName = '$($server.Server)'; Port = $($server.Port); Schema = 'no_such_database' }
try { Connect-CcStore @place -Credential `$wrong } catch { `$results.Add(`$_) }
`$results.Add((Connect-CcStore @place -Credential `$right))
try { Get-CcRun } catch { `$results.Add(`$_) }
`$results.Add((Test-CcConnection -StoreOnly))
Disconnect-CcStore
try { Get-CcRun -Store `$results[1] } catch { `$results.Add(`$_) }
"@
        $all = $session.Said + $session.Files
        $session.Said | Should -Match 'ids: .*ConnectionClosed.*StoreSchemaMissing.*StoreLoginRefused' -Because $session.Said
        Test-Secret $all $server.Password | Should -BeFalse
        Test-Secret $all 'wr0ng-word-4711' | Should -BeFalse
    }
}
