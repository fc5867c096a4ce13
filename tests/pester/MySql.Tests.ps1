# The module on a MySQL or MariaDB server: its driver must load beside the module, and the same work must give the same rows as SQLite.
# CCINGEST_TEST_MYSQL names the server (.ci/mariadb.sh start prints it).

BeforeDiscovery {
    $hasServer = [bool] $env:CCINGEST_TEST_MYSQL
    if (-not $hasServer -and $env:CI) {
        throw 'CCINGEST_TEST_MYSQL is not set: in CI the tests of a server must run.'
    }
}

Describe 'The module on a server (skipped without CCINGEST_TEST_MYSQL)' -Skip:(-not $hasServer) {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $server = @{}
        foreach ($part in $env:CCINGEST_TEST_MYSQL -split ';') {
            $name, $value = $part -split '=', 2
            $server[$name.Trim()] = $value
        }

        $schema = "ccingest_pester_$([guid]::NewGuid().ToString('n').Substring(0, 12))"
        function New-CcCredential {
            param([string] $Word = $server.Password)

            [pscredential]::new($server.User, (ConvertTo-CcSecret $Word))
        }

        function Connect-CcServer {
            param([string] $Word = $server.Password, [string] $Engine = 'mysql')

            Connect-CcStore $Engine -HostName $server.Server -Port $server.Port -Schema $schema -Credential (New-CcCredential $Word)
        }

        # The tool itself makes no accounts and drops no database; the driver that it has loaded does it here.
        function Invoke-CcServerStatement {
            param([string[]] $Sql)

            $driver = [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -EQ CcIngest | ForEach-Object Assemblies |
                ForEach-Object { $_.GetType('MySql.Data.MySqlClient.MySqlConnection') ?? $_.GetType('MySqlConnector.MySqlConnection') } |
                Select-Object -First 1
            if ($driver) {
                $connection = [activator]::CreateInstance($driver, [object[]] @($env:CCINGEST_TEST_MYSQL))
                $connection.Open()
                $command = $connection.CreateCommand()
                foreach ($statement in $Sql) {
                    $command.CommandText = $statement
                    $null = $command.ExecuteNonQuery()
                }

                $connection.Dispose()
            }
        }
    }

    AfterAll {
        # Only where a test has loaded the driver is there something to remove.
        Invoke-CcServerStatement "DROP DATABASE IF EXISTS $schema", "DROP USER IF EXISTS '$schema'@'127.0.0.1'"
    }

    It 'prints the SQL with -WhatIf, then makes the schema' {
        $null = Connect-CcServer
        Initialize-CcStore -WhatIf
        { Get-CcRun } | Should -Throw -ErrorId 'StoreSchemaMissing,*'
        Initialize-CcStore
        Get-CcRun | Should -BeNullOrEmpty
    }

    It 'stores the same candles as SQLite' {
        $remote = Connect-CcServer
        $local = Connect-CcEmptyStore
        $null = Connect-CcSimulator
        Initialize-CcStore -Store $remote
        foreach ($store in $remote, $local) {
            $null = Sync-CcExchange -Store $store
            $summary = Get-CcExchange kraken -Store $store | Sync-CcSpotInstrument -Store $store -PassThru |
                Where-Object Base -In BTC, ETH | Invoke-CcOhlcvIngest -Interval 1d -From 2025-10-01 -Store $store
            $summary.Outcome | Should -Be Complete
        }

        $pairs = Get-CcTradingPair kraken -Store $local | Where-Object Base -In BTC, ETH
        $pairs.Count | Should -BeGreaterThan 2
        $columns = 'RawSymbol', 'OpenTime', 'Open', 'High', 'Low', 'Close', 'Volume', 'QuoteVolume', 'TotalTrades'
        $there = $pairs | Get-CcOhlcv -Interval 1d -Store $remote | Select-Object $columns | ConvertTo-Json
        $here = $pairs | Get-CcOhlcv -Interval 1d -Store $local | Select-Object $columns | ConvertTo-Json
        $there.Length | Should -BeGreaterThan 10000
        $there | Should -BeExactly $here
    }

    It 'is checked: all passes, and an account that lacks a right is told which' {
        $null = Connect-CcServer
        Initialize-CcStore
        $checks = Test-CcConnection -StoreOnly
        $checks.Check | Should -Be 'Network', 'Login', 'Server', 'Schema', 'Rights', 'SchemaRights', 'Charset', 'Clock'
        $checks | Where-Object Verdict -NE Passed | Should -BeNullOrEmpty
        Invoke-CcServerStatement "CREATE USER '$schema'@'127.0.0.1' IDENTIFIED BY 'reader-w0rd'", "GRANT SELECT, UPDATE, DELETE ON $schema.* TO '$schema'@'127.0.0.1'"
        $credential = [pscredential]::new($schema, (ConvertTo-CcSecret 'reader-w0rd'))
        $null = Connect-CcStore mysql -HostName 127.0.0.1 -Port $server.Port -Schema $schema -Credential $credential
        $failed = Test-CcConnection -StoreOnly | Where-Object Verdict -NE Passed
        $failed.Check, $failed.Verdict | Should -Be Rights, Failed
        $failed.Message | Should -BeLike '*may not INSERT*'
        $failed.Advice | Should -BeLike '*grant INSERT on*'
        Test-CcConnection -StoreOnly -Quiet | Should -BeExactly $false
    }

    It 'logs in with what a vault has, and says nothing of it' {
        Use-CcFakeVault @{ good = @($server.User, $server.Password); bad = @($server.User, 'wr0ng-word') } {
            $where = @{ HostName = $server.Server; Port = $server.Port; Schema = $schema }
            (Connect-CcStore mysql @where -CredentialSecret good).Engine | Should -Be mysql
            $failure = { Connect-CcStore mysql @where -CredentialSecret bad } | Should -Throw -ErrorId 'StoreLoginRefused,*' -PassThru
            $failure | Format-List * -Force | Out-String | Should -Not -Match 'wr0ng-word'
        }
    }

    It 'says that the password is wrong, and not which' {
        $failure = { Connect-CcServer -Word 'wr0ng-word' } | Should -Throw -ErrorId 'StoreLoginRefused,*' -PassThru
        $failure.CategoryInfo.Category | Should -Be AuthenticationError
        $failure | Format-List * -Force | Out-String | Should -Not -Match 'wr0ng-word'
    }
}
