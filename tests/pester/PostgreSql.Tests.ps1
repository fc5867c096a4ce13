# The module on a PostgreSQL server: its driver must load beside the module, and the same work must give the same rows as SQLite.
# CCINGEST_TEST_POSTGRESQL names the server (.ci/postgresql.sh start prints it).

BeforeDiscovery {
    $hasServer = [bool] $env:CCINGEST_TEST_POSTGRESQL
    if (-not $hasServer -and $env:CI) {
        throw 'CCINGEST_TEST_POSTGRESQL is not set: in CI the tests of a server must run.'
    }
}

Describe 'The module on PostgreSQL (skipped without CCINGEST_TEST_POSTGRESQL)' -Skip:(-not $hasServer) {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $server = @{}
        foreach ($part in $env:CCINGEST_TEST_POSTGRESQL -split ';') {
            $name, $value = $part -split '=', 2
            $server[$name.Trim()] = $value
        }

        $schema = "ccingest_pester_$([guid]::NewGuid().ToString('n').Substring(0, 12))"
        $where = @{ HostName = $server.Host; Port = $server.Port; Database = $server.Database; Schema = $schema }
        function Connect-CcServer {
            param([string] $Word = $server.Password, [string] $Engine = 'postgresql')

            Connect-CcStore $Engine @where -Credential ([pscredential]::new($server.Username, (ConvertTo-CcSecret $Word)))
        }

        # The tool itself drops no schema; the driver that it has loaded does it here.
        function Invoke-CcServerStatement {
            param([string] $Sql)

            $driver = [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -EQ CcIngest | ForEach-Object Assemblies |
                ForEach-Object { $_.GetType('Npgsql.NpgsqlConnection') } | Select-Object -First 1
            if ($driver) {
                $connection = [activator]::CreateInstance($driver, [object[]] @($env:CCINGEST_TEST_POSTGRESQL))
                $connection.Open()
                $command = $connection.CreateCommand()
                $command.CommandText = $Sql
                $null = $command.ExecuteNonQuery()
                $connection.Dispose()
            }
        }
    }

    AfterAll {
        # Only where a test has loaded the driver is there something to remove.
        Invoke-CcServerStatement "DROP SCHEMA IF EXISTS $schema CASCADE"
    }

    It 'prints the SQL with -WhatIf, then makes the schema in the database that was named' {
        $store = Connect-CcServer
        $store.Address | Should -Be "$($server.Host):$($server.Port)/$($server.Database)"
        $store.Schema | Should -Be $schema
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

    It 'is checked: all passes, and timescale says that the extension is not there' {
        $null = Connect-CcServer
        Initialize-CcStore
        $checks = Test-CcConnection -StoreOnly
        $checks.Check | Should -Be 'Network', 'Login', 'Server', 'Schema', 'Rights', 'SchemaRights', 'Charset', 'Clock'
        $checks | Where-Object Verdict -NE Passed | Should -BeNullOrEmpty
        $null = Connect-CcServer -Engine timescale
        $found = Test-CcConnection -StoreOnly | Where-Object Verdict -NE Passed
        $found.Check, $found.Verdict | Should -Be Server, Warning
        $found.Message | Should -BeLike '*no TimescaleDB*'
    }

    It 'says that the password is wrong, and not which' {
        $failure = { Connect-CcServer -Word 'wr0ng-word' } | Should -Throw -ErrorId 'StoreLoginRefused,*' -PassThru
        $failure.CategoryInfo.Category | Should -Be AuthenticationError
        $failure | Format-List * -Force | Out-String | Should -Not -Match 'wr0ng-word'
    }

    It 'takes -Schema for -Database where a database is a schema' {
        Push-Location $TestDrive
        try {
            (Connect-CcStore sqlite ./words.db -Schema research).Schema | Should -Be research
            (Connect-CcStore sqlite ./words.db -Database research).Schema | Should -Be research
        }
        finally {
            Pop-Location
        }
    }
}
