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

    It 'loads the driver that the store needs at the first connection' {
        $loaded = Invoke-NewProcess "
            Import-Module '$manifest'
            `$null = Connect-CcStore sqlite '$(Join-Path $TestDrive 'first.db')'
            [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext((Get-Command Get-CcRun).ImplementingType.Assembly).Assemblies.ForEach{ `$_.GetName().Name }"
        $loaded | Should -Contain 'Microsoft.Data.Sqlite'
        $loaded | Where-Object { $_ -like 'MySql*' } | Should -BeNullOrEmpty
    }
}

Describe 'Importing beside a module with other versions of the same libraries' {
    BeforeAll {
        $other = New-Item -ItemType Directory (Join-Path $TestDrive 'OtherModule')
        $libraries = 'Dapper', 'Microsoft.Data.Sqlite', 'Polly.Core', 'MySql.Data', 'Microsoft.Extensions.Logging.Abstractions'
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
        # This process cannot be older than it is: the number that it is compared with is raised instead.
        $raised = $text.Replace('Version.Major -lt 10', 'Version.Major -lt 99')
        $raised | Should -Not -Be $text
        $file = Join-Path $TestDrive 'Older.psm1'
        $raised | Set-Content $file
        { Import-Module $file } | Should -Throw 'CcIngest needs PowerShell 7.6 or later*winget install Microsoft.PowerShell*pwsh*'
        $syntax.EndBlock.Statements[0] | Should -BeOfType ([System.Management.Automation.Language.IfStatementAst])
    }
}
