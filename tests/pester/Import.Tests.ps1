BeforeAll {
    . $PSScriptRoot/common.ps1

    function Invoke-NewProcess {
        param([string] $Script)

        $said = pwsh -NoProfile -NonInteractive -Command "`$ErrorActionPreference = 'Stop'; $Script"
        $LASTEXITCODE | Should -Be 0
        $said
    }

    # What a module's own code may bring along under the name of one of our libraries.
    function New-OtherLibrary {
        param([string] $Folder, [string] $Name)

        $source = "[assembly: System.Reflection.AssemblyVersion(`"1.0.0.0`")] namespace Other { public static class $($Name.Replace('.', '')) { public static string Say() => `"$Name 1`"; } }"
        Add-Type -TypeDefinition $source -OutputAssembly (Join-Path $Folder "$Name.dll") -OutputType Library
    }
}

Describe 'Importing in a new process' {
    It 'loads what declares cmdlets, and no driver, source or library that works for them' {
        $loaded = Invoke-NewProcess "
            Import-Module '$manifest'
            [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext((Get-Command Get-CcRun).ImplementingType.Assembly).Assemblies.ForEach{ `$_.GetName().Name }"
        $loaded | Should -Contain 'CcIngest.Cmdlets'
        $allowed = 'CcIngest.Cmdlets', 'CcIngest.Ingestion', 'CcIngest.Storage', 'Microsoft.Extensions.Logging.Abstractions'
        $loaded | Where-Object { $_ -notin $allowed } | Should -BeNullOrEmpty
    }

    It 'loads no module that PowerShell brings' {
        $before = Invoke-NewProcess '@(Get-Module).Name -join " "'
        $after = Invoke-NewProcess "Import-Module '$manifest'; @(Get-Module).Name.Where{ `$_ -ne 'CcIngest' } -join ' '"
        $after | Should -Be $before
    }

    It 'is no script that PowerShell takes for an attack and logs' {
        # The engine's own check, which is not public: a word such as GetMethod in it is enough, and each import writes the whole script to the log.
        $check = [scriptblock].GetMethod('CheckSuspiciousContent', [System.Reflection.BindingFlags]'Static, NonPublic')
        $parse = { [System.Management.Automation.Language.Parser]::ParseInput($args[0], [ref] $null, [ref] $null) }
        $check.Invoke($null, @(, (& $parse '$type.GetMethod("x")'))) | Should -Be 'GetMethod'
        $check.Invoke($null, @(, (& $parse (Get-Content -Raw (Join-Path $repository 'module/CcIngest.psm1'))))) | Should -BeNullOrEmpty
    }

    It 'says what to do when the module is not built' {
        $folder = Join-Path $TestDrive 'NotBuilt'
        $null = New-Item -ItemType Directory (Join-Path $folder 'module')
        Copy-Item $manifest $folder
        Copy-Item (Join-Path $repository 'module/*.ps*1*') (Join-Path $folder 'module')
        $said = pwsh -NoProfile -NonInteractive -Command "try { Import-Module '$folder/CcIngest.psd1' } catch { `$_.Exception.Message }"
        "$said" | Should -BeLike "CcIngest cannot be loaded from '*bin': *CcIngest.Loader.dll*dotnet build*"
    }

    It 'warns when the process has it from another folder' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive 'Twice/CcIngest')
        Copy-Item $manifest, (Join-Path $repository 'module') $folder -Recurse
        $said = Invoke-NewProcess "
            Import-Module '$manifest'
            Remove-Module CcIngest
            Import-Module '$folder/CcIngest.psd1' 3>&1 | ForEach-Object Message
            @(Get-Command -Module CcIngest).Count"
        $said[0] | Should -BeLike "This process already uses CcIngest from '$(Join-Path $repository 'module/bin')'*"
        $said[1] | Should -Be (Import-PowerShellDataFile $manifest).CmdletsToExport.Count
    }

    It 'goes on with the build that the process has when another one takes its place' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive 'Replaced/CcIngest')
        Copy-Item $manifest, (Join-Path $repository 'module') $folder -Recurse
        $other = New-Item -ItemType Directory (Join-Path $TestDrive 'Replacement')
        New-OtherLibrary -Folder $other -Name 'CcIngest.Loader'
        $said = Invoke-NewProcess "
            Import-Module '$manifest'
            Copy-Item '$other/CcIngest.Loader.dll' '$folder/module/bin' -Force
            Import-Module '$folder/CcIngest.psd1' -Force 3>&1 | ForEach-Object Message
            @(Get-Command -Module CcIngest | Sort-Object Name -Unique).Count"
        $said[0] | Should -BeLike 'This process already uses CcIngest from *'
        $said[1] | Should -Be (Import-PowerShellDataFile $manifest).CmdletsToExport.Count
    }

    It 'loads the driver that the store needs at the first connection' {
        $loaded = Invoke-NewProcess "
            Import-Module '$manifest'
            `$null = Connect-CcStore sqlite '$(Join-Path $TestDrive 'first.db')'
            [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext((Get-Command Get-CcRun).ImplementingType.Assembly).Assemblies.ForEach{ `$_.GetName().Name }"
        $loaded | Should -Contain 'Microsoft.Data.Sqlite'
        $loaded | Where-Object { $_ -match '^(MySql|Npgsql)' } | Should -BeNullOrEmpty
    }
}

Describe 'Importing beside a module with other versions of the same libraries' {
    BeforeAll {
        $other = New-Item -ItemType Directory (Join-Path $TestDrive 'OtherModule')
        $libraries = 'Dapper', 'Microsoft.Data.Sqlite', 'Polly.Core', 'MySql.Data', 'Npgsql', 'Microsoft.Extensions.Logging.Abstractions'
        $libraries | ForEach-Object { New-OtherLibrary -Folder $other -Name $_ }
        $required = ($libraries | ForEach-Object { "'$_.dll'" }) -join ', '
        "@{ ModuleVersion = '1.0'; RequiredAssemblies = @($required) }" | Set-Content (Join-Path $other 'OtherModule.psd1')
        $used = "
            `$null = Connect-CcStore sqlite '$(Join-Path $TestDrive 'beside')-ORDER.db'
            Initialize-CcStore
            @(Get-CcExchange).Count
            $(($libraries | ForEach-Object { "[Other.$($_.Replace('.', ''))]::Say()" }) -join '; ')"
        $said = @('0') + ($libraries | ForEach-Object { "$_ 1" })
    }

    It 'works when the other came first' {
        Invoke-NewProcess "Import-Module '$other'; Import-Module '$manifest'; $($used.Replace('ORDER', 'after'))" | Should -Be $said
    }

    It 'works when the other comes later, and leaves it working' {
        Invoke-NewProcess "Import-Module '$manifest'; `$null = Connect-CcStore sqlite '$(Join-Path $TestDrive 'early.db')'; Import-Module '$other'; $($used.Replace('ORDER', 'before'))" |
            Should -Be $said
    }
}

Describe 'Importing in an older PowerShell' {
    BeforeAll {
        $text = Get-Content -Raw (Join-Path $repository 'module/CcIngest.psm1')
        $tokens = $errors = $null
        $syntax = [System.Management.Automation.Language.Parser]::ParseInput($text, [ref] $tokens, [ref] $errors)
    }

    It 'is refused by the manifest' {
        (Import-PowerShellDataFile $manifest).PowerShellVersion | Should -Be '7.6'
        (Import-PowerShellDataFile $manifest).CompatiblePSEditions | Should -Be 'Core'
    }

    It 'does not fail on words that Windows PowerShell 5.1 cannot read' {
        $errors | Should -BeNullOrEmpty
        $newer = 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'AndAnd', 'OrOr', 'Clean'
        $tokens | Where-Object { "$($_.Kind)" -in $newer } | Should -BeNullOrEmpty
        $syntax.Find({ $args[0].GetType().Name -in 'TernaryExpressionAst', 'PipelineChainAst' }, $true) | Should -BeNullOrEmpty
    }

    It 'ends with a sentence that says what to install, before anything else' {
        # This process has the edition that it has: the one that it is compared with is changed instead.
        $raised = $text.Replace("`$PSEdition -ne 'Core'", "`$PSEdition -ne 'Desktop'")
        $raised | Should -Not -Be $text
        $file = Join-Path $TestDrive 'Older.psm1'
        $raised | Set-Content $file
        { Import-Module $file } | Should -Throw 'CcIngest needs PowerShell 7.6 or later*winget install Microsoft.PowerShell*pwsh*'
        $syntax.EndBlock.Statements[0] | Should -BeOfType ([System.Management.Automation.Language.IfStatementAst])
    }
}
