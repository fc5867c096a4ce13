BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Connect-CcSource' {
    BeforeEach {
        Push-Location (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid())))
    }

    AfterEach {
        Pop-Location
        Remove-Item env:CCDATA_API_KEY -ErrorAction Ignore
    }

    It 'has the public service as default' {
        $source = Connect-CcSource
        $source | Should -BeOfType CcIngest.Model.ConnectedSource
        $source.BaseUri | Should -Be 'https://data-api.coindesk.com/'
        $source.MinApiBaseUri | Should -Be 'https://min-api.cryptocompare.com/'
        $source.HasApiKey | Should -BeFalse
    }

    It 'says whether there is a key, and never the key' {
        $source = Connect-CcSource -ApiKey (ConvertTo-SecureString 'k3y-word' -AsPlainText -Force)
        $source.HasApiKey | Should -BeTrue
        $source | Format-List * -Force | Out-String | Should -Not -Match 'k3y-word'
        $env:CCDATA_API_KEY = 'k3y-word'
        (Connect-CcSource).HasApiKey | Should -BeTrue
    }

    It 'refuses an address that is none' {
        { Connect-CcSource -BaseUri 'ftp://example.org' } | Should -Throw -ErrorId 'SettingInvalid,*' -ExpectedMessage '*DATA_API_BASE_URL*'
        { Connect-CcSource -Name nobody } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'is what the next run asks' {
        $null = Connect-CcEmptyStore
        $null = Connect-CcSimulator
        (Sync-CcExchange).Outcome | Should -Be Complete
    }

    It 'sends the key that it was given' {
        $listener = [System.Net.HttpListener]::new()
        $free = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $free.Start()
        $address = "http://127.0.0.1:$($free.LocalEndpoint.Port)/"
        $free.Stop()
        $listener.Prefixes.Add($address)
        $listener.Start()
        try {
            $null = Connect-CcEmptyStore
            $source = Connect-CcSource -BaseUri $address -MinApiBaseUri $address -ApiKey (ConvertTo-SecureString 'k3y-word' -AsPlainText -Force)
            $run = Start-CcScript 'Sync-CcExchange -Store $parameters.Store -Source $parameters.Source' @{ Store = Connect-CcEmptyStore; Source = $source }
            $context = $listener.GetContext()
            $headers = $context.Request.Headers.ToString()
            $url = $context.Request.Url.ToString()
            $run.PowerShell.Stop()
            $headers | Should -Match 'k3y-word'
            $url | Should -Not -Match 'k3y-word'
        }
        finally {
            $listener.Close()
        }
    }
}
