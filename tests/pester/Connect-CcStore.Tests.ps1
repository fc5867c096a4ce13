BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Connect-CcStore' {
    BeforeEach {
        Push-Location (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid())))
    }

    AfterEach {
        Pop-Location
        Remove-Item env:DB_ENGINE, env:DB_FILE, env:DB_PORT -ErrorAction Ignore
    }

    It 'says what it is connected to, and makes no file' {
        $store = Connect-CcStore sqlite ./some.db
        $store | Should -BeOfType CcIngest.Model.ConnectedStore
        $store.Engine | Should -Be sqlite
        $store.Address | Should -Be (Join-Path $PWD some.db)
        $store.SchemaVersion | Should -BeNullOrEmpty
        './some.db' | Should -Not -Exist
    }

    It 'binds values through the library that came with the module' {
        $null = Connect-CcStore sqlite ./some.db
        $binding = [System.AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetType('CcIngest.Storage.SqliteBinding') } | Where-Object { $_ }
        $binding | Should -HaveCount 1
        $binding.GetProperty('IsDirect').GetValue($null) | Should -BeTrue
    }

    It 'takes what is not given from the settings, parameters first' {
        'DB_FILE=dotenv.db' | Set-Content .env
        '{ "DB_FILE": "json.db", "DB_NAME": "research" }' | Set-Content ccingest.json
        (Connect-CcStore).Address | Split-Path -Leaf | Should -Be dotenv.db
        $env:DB_FILE = 'environment.db'
        $store = Connect-CcStore
        $store.Address | Split-Path -Leaf | Should -Be environment.db
        $store.Schema | Should -Be research
        (Connect-CcStore -Path ./parameter.db).Address | Split-Path -Leaf | Should -Be parameter.db
    }

    It 'is the default of what follows, and a handle overrides it' {
        $first = Connect-CcStore sqlite ./first.db
        $null = Connect-CcStore sqlite ./second.db
        Initialize-CcStore
        './second.db' | Should -Exist
        './first.db' | Should -Not -Exist
        Initialize-CcStore -Store $first
        './first.db' | Should -Exist
    }

    It 'keeps the session''s store when it fails' {
        $null = Connect-CcStore sqlite ./good.db
        { Connect-CcStore sqlite ./no/such/folder.db } | Should -Throw -ErrorId 'StoreUnreachable,*'
        Initialize-CcStore
        './good.db' | Should -Exist
    }

    It 'refuses an unknown engine with the engines there are' {
        $failure = { Connect-CcStore oracle } | Should -Throw -ErrorId 'EngineUnknown,*' -PassThru
        $failure.CategoryInfo.Category | Should -Be InvalidArgument
        $failure.ErrorDetails.RecommendedAction | Should -BeLike '*sqlite*mysql*singlestore*'
        Get-ChildItem | Should -BeNullOrEmpty
    }

    It 'names the setting that has a bad value' {
        $env:DB_PORT = 'many'
        { Connect-CcStore mysql } | Should -Throw -ErrorId 'SettingInvalid,*' -ExpectedMessage "*DB_PORT*many*environment*"
    }

    It 'says that a server cannot be reached, without its password' {
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        $credential = [pscredential]::new('somebody', (ConvertTo-CcSecret 's3cret-word'))
        $failure = { Connect-CcStore mysql -HostName 127.0.0.1 -Port $port -Credential $credential } |
            Should -Throw -ErrorId 'StoreUnreachable,*' -PassThru
        $failure.CategoryInfo.Category | Should -Be ConnectionError
        $failure | Format-List * -Force | Out-String | Should -Not -Match 's3cret-word'
    }

    It 'shows no password in what it returns' {
        $credential = [pscredential]::new('somebody', (ConvertTo-CcSecret 's3cret-word'))
        $store = Connect-CcStore sqlite ./some.db -Credential $credential
        $store | ConvertTo-Json -Depth 5 | Should -Not -Match 's3cret-word'
    }

    It 'takes user and password from a vault' {
        Use-CcFakeVault @{ marketdb = @('vaultuser', 's3cret-word'); word = 's3cret-word' } {
            $store = Connect-CcStore sqlite ./some.db -CredentialSecret marketdb -Vault LocalStore
            $store | Format-List * -Force | Out-String | Should -Not -Match 's3cret-word'
            $null = Connect-CcStore sqlite ./some.db -CredentialSecret word
            { Connect-CcStore sqlite ./some.db -CredentialSecret nobody } | Should -Throw -ErrorId 'SecretUnavailable,*'
            $credential = [pscredential]::new('somebody', (ConvertTo-CcSecret 's3cret-word'))
            { Connect-CcStore sqlite ./some.db -CredentialSecret word -Credential $credential } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
        }
    }

    It 'refuses a handle that comes from elsewhere' {
        $store = Connect-CcStore sqlite ./some.db
        $copy = [CcIngest.Model.ConnectedStore]@{ Engine = $store.Engine; Address = $store.Address; Schema = $store.Schema; ServerVersion = $store.ServerVersion }
        { Get-CcRun -Store $copy } | Should -Throw -ErrorId 'SettingInvalid,*'
    }

    It 'completes engines' {
        (TabExpansion2 'Connect-CcStore -Engine ').CompletionMatches.CompletionText | Should -Contain sqlite
        (TabExpansion2 'Connect-CcStore -Engine m').CompletionMatches.CompletionText | Should -Be mysql
    }
}
