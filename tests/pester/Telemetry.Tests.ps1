BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcSimulator
    $null = Connect-CcEmptyStore
}

AfterAll {
    Remove-Item env:LOG_FILE, env:OTEL_* -ErrorAction Ignore
}

Describe 'What a cmdlet that runs says of itself' {
    It 'stands in LOG_FILE, a JSON object a line, with run and step' {
        $env:LOG_FILE = Join-Path $TestDrive 'log.json'
        $summary = Sync-CcExchange

        $lines = @(Get-Content $env:LOG_FILE | ConvertFrom-Json)
        ($lines | Where-Object run).run | Sort-Object -Unique | Should -Be $summary.RunId
        $lines.event | Should -Contain RunStarts
        $lines.event | Should -Contain RunEnded
        ($lines | Where-Object event -eq StepStarts).step | Should -Be 'sync exchanges'
    }

    It 'is not begun where LOG_FILE cannot be written' {
        $env:LOG_FILE = Join-Path $TestDrive 'nowhere/log.json'
        { Sync-CcExchange -ErrorAction Stop } | Should -Throw -ErrorId 'SettingInvalid,*'
        Remove-Item env:LOG_FILE
    }

    It 'goes to an OpenTelemetry collector' {
        $socket = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $socket.Start()
        $address = "http://127.0.0.1:$($socket.LocalEndpoint.Port)/"
        $socket.Stop()
        $listener = [System.Net.HttpListener]::new()
        $listener.Prefixes.Add($address)
        $listener.Start()
        $collector = [powershell]::Create().AddScript({
                param($listener)
                $call = $listener.GetContext()
                $body = [System.IO.MemoryStream]::new()
                $call.Request.InputStream.CopyTo($body)
                $call.Response.Close()
                [pscustomobject]@{ Path = $call.Request.Url.AbsolutePath; Text = [System.Text.Encoding]::Latin1.GetString($body.ToArray()) }
            }).AddArgument($listener)
        $taken = $collector.BeginInvoke()
        $env:OTEL_EXPORTER_OTLP_ENDPOINT = $address
        try {
            $null = Sync-CcExchange -WarningVariable warnings -WarningAction SilentlyContinue
            $seen = $collector.EndInvoke($taken)
        }
        finally {
            Remove-Item env:OTEL_EXPORTER_OTLP_ENDPOINT
            $listener.Close()
        }

        $seen.Path | Should -Be '/v1/metrics'
        $seen.Text | Should -BeLike '*records_ingested_total*'
        $warnings | Should -BeNullOrEmpty
    }
}
