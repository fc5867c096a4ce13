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
        $source = Connect-CcSource -ApiKey (ConvertTo-CcSecret 'k3y-word')
        $source.HasApiKey | Should -BeTrue
        $source | Format-List * -Force | Out-String | Should -Not -Match 'k3y-word'
        $env:CCDATA_API_KEY = 'k3y-word'
        (Connect-CcSource).HasApiKey | Should -BeTrue
    }

    It 'takes the password of a credential for the key' {
        $key = ConvertTo-CcSecret 'k3y-word'
        (Connect-CcSource -ApiKey ([pscredential]::new('anybody', $key))).HasApiKey | Should -BeTrue
    }

    It 'refuses a text that looks like a key, and repeats it nowhere' {
        foreach ($text in '5d41402abc4b2a76b9719d911017c592d41402abc4b2a76b9719d911017c5921', '3f2504e0-4f89-11d3-9a0c-0305e82c3301', 'QmFzZTY0QmFzZTY0QmFzZTY0QmFzZTY0MTIz') {
            $Error.Clear()
            { Connect-CcSource -ApiKey $text } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*looks like a key*SecureString*'
            $Error | Format-List * -Force | Out-String -Width 500 | Should -Not -Match $text
        }
    }

    It 'refuses what is neither text nor secret' {
        { Connect-CcSource -ApiKey 1234567 } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*SecureString*vault*'
        { Connect-CcSource -ApiKey '' } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        { Connect-CcSource -Vault LocalStore } | Should -Throw -ErrorId 'SettingInvalid,*'
    }

    It 'says what to install, and how else, when a name is given and there is no SecretManagement' {
        $path = $env:PSModulePath
        $env:PSModulePath = Join-Path $PSHOME Modules
        try {
            $failure = { Connect-CcSource -ApiKey 'market data' } | Should -Throw -ErrorId 'SecretUnavailable,*' -PassThru
            $failure.ErrorDetails.RecommendedAction | Should -BeLike '*Install-PSResource Microsoft.PowerShell.SecretManagement*SecureString*'
            $failure | Format-List * -Force | Out-String -Width 500 | Should -Not -Match 'market data'
        }
        finally {
            $env:PSModulePath = $path
        }
    }

    It 'takes the key from a vault by its name' {
        Use-CcFakeVault @{ ccdata = 'k3y-word'; login = @('me', 'k3y-word'); number = 7 } {
            $source = Connect-CcSource -ApiKey ccdata
            $source.HasApiKey | Should -BeTrue
            $source | Format-List * -Force | Out-String | Should -Not -Match 'k3y-word'
            (Connect-CcSource -ApiKey login -Vault LocalStore).HasApiKey | Should -BeTrue
            { Connect-CcSource -ApiKey number } | Should -Throw -ErrorId 'SecretUnavailable,*'
        }
    }

    It 'repeats no name that the vault does not know, in no stream and not in $Error' {
        Use-CcFakeVault @{ ccdata = 'k3y-word' } {
            foreach ($more in @{}, @{ Vault = 'LocalStore' }, @{ Vault = 'other' }) {
                $Error.Clear()
                $text = try { Connect-CcSource -ApiKey 'p4ste-d' @more -Verbose -Debug *>&1 } catch { $_ | Format-List * -Force | Out-String -Width 500 }
                $text | Should -Match 'SecretUnavailable'
                $text | Should -Match ($more.Vault ?? 'No registered vault')
                # The line that was typed is in the record's position; nothing else may have it.
                $text -replace "'p4ste-d'" | Should -Not -Match 'p4ste-d'
                $Error.Count | Should -Be 1
            }
        }
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
            $source = Connect-CcSource -BaseUri $address -MinApiBaseUri $address -ApiKey (ConvertTo-CcSecret 'k3y-word')
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
