BeforeDiscovery {
    $repository = Split-Path (Split-Path $PSScriptRoot)
    $commands = (Import-PowerShellDataFile (Join-Path $repository 'CcIngest.psd1')).CmdletsToExport | ForEach-Object { @{ Command = $_ } }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $data = Import-PowerShellDataFile $manifest
    $assembly = (Get-Command Get-CcRun).ImplementingType.Assembly
    $implemented = $assembly.GetTypes() | ForEach-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } |
        ForEach-Object { "$($_.VerbName)-$($_.NounName)" }
}

Describe 'The manifest' {
    It 'is valid, without a warning' {
        Test-ModuleManifest $manifest -WarningVariable warnings -WarningAction SilentlyContinue | Should -Not -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
    }

    It 'exports exactly the cmdlets that the assembly has, by name' {
        $data.CmdletsToExport | Should -Be ($implemented | Sort-Object)
        $data.CmdletsToExport -join '' | Should -Not -Match '\*'
        foreach ($other in 'FunctionsToExport', 'AliasesToExport', 'VariablesToExport') {
            $data[$other] | Should -BeNullOrEmpty
        }
    }

    It 'has the fields that a gallery asks for' {
        foreach ($field in 'Tags', 'LicenseUri', 'ProjectUri', 'ReleaseNotes') {
            $data.PrivateData.PSData[$field] | Should -Not -BeNullOrEmpty -Because $field
        }
    }

    It 'has the version that the assemblies were built with' {
        $assembly.GetName().Version.ToString(3) | Should -Be $data.ModuleVersion
    }
}

Describe '<Command>' -ForEach $commands {
    BeforeAll {
        $cmdlet = Get-Command $Command
        $page = Join-Path $repository "docs/en-US/$Command.md"
        $own = $cmdlet.Parameters.Keys | Where-Object { $_ -notin [System.Management.Automation.PSCmdlet]::CommonParameters } | Sort-Object
    }

    It 'has a help page with all its parameters and two examples or more' {
        $page | Should -Exist
        $lines = Get-Content $page
        $described = $lines | Where-Object { $_ -match '^### -(\w+)$' } | ForEach-Object { $_.Substring(5) } | Sort-Object
        $described | Should -Be $own
        @($lines -match '^### Example \d+:').Count | Should -BeGreaterOrEqual 2
        foreach ($section in 'Synopsis', 'Description', 'Examples', 'Parameters', 'Inputs', 'Outputs') {
            $lines | Should -Contain "## $section"
        }
    }

    It 'has the types in its help page that its parameters have' {
        $lines = Get-Content $page
        foreach ($name in $own) {
            $type = $cmdlet.Parameters[$name].ParameterType
            $type = [Nullable]::GetUnderlyingType($type) ?? $type
            $start = [array]::IndexOf($lines, "### -$name")
            ($lines | Select-Object -Skip $start | Where-Object { $_ -like '- Type: *' } | Select-Object -First 1) | Should -Be "- Type: $($type.Name)" -Because $name
        }
    }

    It 'has a Pester file' {
        Join-Path $PSScriptRoot "$Command.Tests.ps1" | Should -Exist
    }

    It 'has an approved verb and asks before it writes, and only then' {
        $cmdlet.Verb | Should -BeIn (Get-Verb).Verb
        $writes = $cmdlet.Verb -in 'Add', 'Sync', 'Invoke', 'Initialize', 'Export', 'Import', 'Copy', 'Resume', 'Remove', 'Repair', 'Register', 'Unregister', 'Convert' -or
            $cmdlet.Name -in 'Test-CcAlert', 'Test-CcSchedule', 'Test-CcDataQuality', 'Compare-CcSource'
        $cmdlet.Parameters.ContainsKey('WhatIf') | Should -Be $writes
    }

    It 'writes only types that a script can name' {
        foreach ($type in $cmdlet.OutputType.Name) {
            $type -as [type] | Should -Not -BeNullOrEmpty -Because $type
        }
    }
}

Describe 'Importing' {
    It 'gives no warning and no error' {
        $text = pwsh -NoProfile -NonInteractive -Command "Import-Module '$manifest'; 'ready'" 2>&1
        $LASTEXITCODE | Should -Be 0
        $text | Should -Be 'ready'
    }

    It 'keeps its commands when imported again, by force, and after removal' {
        $count = pwsh -NoProfile -NonInteractive -Command "
            Import-Module '$manifest'
            Import-Module '$manifest'
            @(Get-Command -Module CcIngest).Count
            Import-Module '$manifest' -Force
            @(Get-Command -Module CcIngest).Count
            Remove-Module CcIngest
            @(Get-Command -Module CcIngest -ErrorAction Ignore).Count
            Import-Module '$manifest'
            @(Get-Command -Module CcIngest).Count
            (Get-Command Get-CcRun).Name"
        $all = $data.CmdletsToExport.Count
        $count | Should -Be "$all", "$all", '0', "$all", 'Get-CcRun'
    }

    It 'works in thread jobs and in parallel, with the same types' {
        $store = Connect-CcEmptyStore
        $job = Start-ThreadJob { Import-Module $using:manifest; Get-CcRun -Store $using:store; 'done' }
        Receive-Job $job -Wait -AutoRemoveJob | Should -Be 'done'
        $names = 1..3 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            Get-CcExchange -Store $using:store
            [CcIngest.Model.Exchange].Assembly.Location
        } -ThrottleLimit 3
        $names | Sort-Object -Unique | Should -Be (Join-Path $repository 'module/bin/CcIngest.Model.dll')
    }

    It 'keeps the session of one runspace out of another' {
        $null = Connect-CcEmptyStore
        $other = Start-ThreadJob { Set-Location $using:TestDrive; Import-Module $using:manifest; (Connect-CcStore).Address } | Receive-Job -Wait -AutoRemoveJob
        Split-Path $other -Leaf | Should -Be 'ccingest.db'
    }

    It 'forgets the session when it is removed' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive 'forgets')
        $text = pwsh -NoProfile -NonInteractive -WorkingDirectory $folder -Command "
            Import-Module '$manifest'
            `$null = Connect-CcStore sqlite ./chosen.db
            Remove-Module CcIngest
            Import-Module '$manifest'
            Initialize-CcStore
            Get-ChildItem *.db | ForEach-Object Name"
        $text | Should -Be 'ccingest.db'
    }
}

Describe 'Isolation' {
    It 'shares only what scripts name with the default load context' {
        $shared = [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies | ForEach-Object { $_.GetName().Name }
        $shared | Where-Object { $_ -like 'CcIngest.*' } | Sort-Object | Should -Be 'CcIngest.Loader', 'CcIngest.Model'
        $shared | Should -Not -Contain 'Dapper'
        $shared | Should -Not -Contain 'Microsoft.Data.Sqlite'
    }

    It 'brings no copy of PowerShell''s own assembly' {
        Get-ChildItem (Join-Path $repository 'module/bin') -Recurse -Filter System.Management.Automation.dll | Should -BeNullOrEmpty
    }
}

Describe 'Formatting' {
    It 'has a table and a list for each type that a cmdlet writes' {
        $types = $data.CmdletsToExport | ForEach-Object { (Get-Command $_).OutputType.Name } | Where-Object { $_ -like 'CcIngest.*' } | Sort-Object -Unique
        foreach ($type in $types) {
            $views = (Get-FormatData -TypeName $type -PowerShellVersion $PSVersionTable.PSVersion).FormatViewDefinition
            # A view of its own kind, as the ladder of an order book, comes before them.
            $views | ForEach-Object { $_.Control.GetType().Name } | Where-Object { $_ -ne 'CustomControl' } | Sort-Object | Should -Be 'ListControl', 'TableControl' -Because $type
        }
    }

    It 'prints times as UTC and numbers alike in every culture' {
        $candle = [CcIngest.Model.Ohlcv]@{
            Exchange = 'kraken'; Symbol = 'BTC-USD'; RawSymbol = 'XXBTZUSD'; Interval = '1d'
            OpenTime = [datetime]::SpecifyKind('2024-03-01', 'Utc'); Open = 1.5; High = 61234.25; Low = 0.00000015; Close = 2; Volume = 1000.5
        }
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $text = $candle | Format-Table | Out-String -Width 200
        }
        finally {
            [cultureinfo]::CurrentCulture = $culture
        }

        $text | Should -Match '2024-03-01 00:00Z\s+1\.5\s+61234\.25\s+0\.00000015\s+2\s+1000\.5'
    }
}
