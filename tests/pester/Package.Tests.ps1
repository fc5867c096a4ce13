# The package that build.ps1 makes of the built module: what is in it, and that it works where the checkout is not.

BeforeDiscovery {
    $hasPublisher = [bool] (Get-Module -ListAvailable Microsoft.PowerShell.PSResourceGet)
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    $null = pwsh -NoProfile -NonInteractive -File (Join-Path $repository 'build.ps1') -Task Package
    $LASTEXITCODE | Should -Be 0

    # Elsewhere, under the name that a module path asks for.
    $modules = Join-Path $TestDrive 'modules'
    $package = Join-Path $modules 'CcIngest'
    $null = New-Item -ItemType Directory $modules
    Copy-Item (Join-Path $repository 'output/CcIngest') $modules -Recurse
    $files = Get-ChildItem $package -Recurse -File | ForEach-Object { [System.IO.Path]::GetRelativePath($package, $_.FullName).Replace('\', '/') }
}

Describe 'The package' {
    It 'has what a publisher asks for: a folder of the module''s name with its valid manifest' {
        $tested = Test-ModuleManifest (Join-Path $package 'CcIngest.psd1') -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeNullOrEmpty
        $tested.Name | Should -Be (Split-Path $package -Leaf)
        foreach ($field in 'Author', 'Description', 'Guid', 'Version', 'LicenseUri', 'ProjectUri', 'ReleaseNotes', 'Tags') {
            $tested.$field | Should -Not -BeNullOrEmpty -Because $field
        }
    }

    It 'has these kinds of files and no others' {
        $kinds = @(
            'CcIngest\.psd1'
            'LICENSE'
            'THIRD-PARTY-NOTICES\.md'
            'licences/[\w.-]+\.txt'
            'module/CcIngest\.(psm1|Format\.ps1xml)'
            'module/bin/[\w.]+\.dll'
            'module/bin/CcIngest\.Cmdlets\.deps\.json'
            'module/bin/en-US/(CcIngest\.Cmdlets\.dll-Help\.xml|about_CcIngest\w*\.help\.txt)'
            'module/bin/runtimes/[\w-]+/native/[\w.]+\.(dll|so|dylib)'
            'module/bin/runtimes/win/lib/net\d+\.0/[\w.]+\.dll'
        )
        $files -notmatch "^($($kinds -join '|'))$" | Should -BeNullOrEmpty
        foreach ($kind in $kinds) {
            $files -match "^$kind$" | Should -Not -BeNullOrEmpty -Because $kind
        }
    }

    It 'has no part of a test, a tool or PowerShell itself' {
        $files -match 'xunit|Help\.dll|Markdig|MetadataLoadContext|TestSupport|Simulator|Runner|EngineDouble|System\.Management\.Automation' | Should -BeNullOrEmpty
    }

    It 'has the licence of every assembly that is not ours' {
        $notices = Get-Content (Join-Path $package 'THIRD-PARTY-NOTICES.md')
        foreach ($row in $notices -match '^\| \S+ \| [\d.]+ \|.*\bmodule\b') {
            $name, $null, $licence, $null = $row.Trim('|', ' ') -split ' \| '
            $files | Should -Contain ($licence -like 'GPL*' ? "licences/$name.txt" : "licences/$licence.txt") -Because $row
        }

        foreach ($assembly in $files -match '^module/bin/(?!CcIngest)[^/]+\.dll$' | Split-Path -LeafBase) {
            # Two assemblies have another name than their package.
            $of = @{ 'Microsoft.Data.Sqlite' = 'Microsoft.Data.Sqlite.Core'; 'SQLitePCLRaw.batteries_v2' = 'SQLitePCLRaw.bundle_e_sqlite3' }[$assembly] ?? $assembly
            $notices -match "^\| $([regex]::Escape($of)) \|" | Should -Not -BeNullOrEmpty -Because $assembly
        }
    }

    It 'has the notices that a package of an assembly brings itself' {
        $assets = Get-Content (Join-Path $repository 'src/CcIngest.Cmdlets/obj/project.assets.json') -Raw | ConvertFrom-Json -AsHashtable
        $packages = $assets.packageFolders.Keys | Select-Object -First 1
        $assemblies = $files -match '^module/bin/[^/]+\.dll$' | Split-Path -LeafBase
        $passedOn = (Get-ChildItem (Join-Path $package 'licences') -File | Get-FileHash).Hash
        $brought = $assets.libraries.Values | Where-Object { $_.type -eq 'package' -and $_.path.Split('/')[0] -in $assemblies } |
            ForEach-Object { Get-ChildItem (Join-Path $packages $_.path) -File | Where-Object Name -Like 'THIRD-PARTY-NOTICES*' }
        @($brought).FullName -match 'opentelemetry' | Should -Not -BeNullOrEmpty
        foreach ($text in $brought) {
            $passedOn | Should -Contain (Get-FileHash -LiteralPath $text.FullName).Hash -Because $text.FullName
        }
    }

    It 'has every assembly of the checkout''s module' {
        $built = (Get-ChildItem (Join-Path $repository 'module/bin') -Filter *.dll).Name | Sort-Object
        @($files -match '^module/bin/[^/]+\.dll$' | Split-Path -Leaf | Sort-Object) | Should -Be $built
    }

    It 'is of the configuration that was asked for' {
        $said = pwsh -NoProfile -NonInteractive -Command "[System.Reflection.Assembly]::LoadFrom('$package/module/bin/CcIngest.Model.dll').CustomAttributes |
            Where-Object { `$_.AttributeType.Name -eq 'AssemblyConfigurationAttribute' } | ForEach-Object { `$_.ConstructorArguments.Value }"
        $said | Should -Be 'Debug' -Because 'that is what build.ps1 makes unless told otherwise'
    }

    It 'has a library of SQLite for each platform of PowerShell' {
        foreach ($platform in 'win-x64', 'win-x86', 'win-arm64', 'linux-x64', 'linux-arm64', 'linux-arm', 'linux-musl-x64', 'osx-x64', 'osx-arm64') {
            $files -match "^module/bin/runtimes/$platform/native/" | Should -HaveCount 1 -Because $platform
        }
    }

    It 'is as large as it must be' {
        $size = (Get-ChildItem $package -Recurse -File | Measure-Object Length -Sum).Sum / 1MB
        $size | Should -BeLessThan 25
    }

    It 'is found by its name, works, and shows its help, from its own files' {
        $script = Join-Path $TestDrive 'use.ps1'
        Set-Content -LiteralPath $script -Value '
            $ErrorActionPreference = "Stop"
            (Get-Help about_CcIngest_Stores).Split("`n")[1].Trim()
            $null = Connect-CcStore sqlite ./package.db
            Initialize-CcStore
            @(Get-CcRun).Count
            (Get-Help Get-CcRun).Synopsis
            [System.Runtime.Loader.AssemblyLoadContext]::All.Assemblies.Location -match "CcIngest|SQLite|Dapper" -ne "" | Split-Path | Sort-Object -Unique'
        $path = $env:PSModulePath
        $env:PSModulePath = $modules + [System.IO.Path]::PathSeparator + $path
        try {
            $text = pwsh -NoProfile -NonInteractive -WorkingDirectory $TestDrive -File $script
        }
        finally {
            $env:PSModulePath = $path
        }

        $text | Should -Be 'about_CcIngest_Stores', '0', 'Reads the newest runs from the store, newest first.', (Join-Path $package 'module/bin')
    }

    It 'is published and installed as it is (skipped without PSResourceGet, which PowerShell brings)' -Skip:(-not $hasPublisher) {
        $gallery = New-Item -ItemType Directory (Join-Path $TestDrive 'gallery')
        $saved = New-Item -ItemType Directory (Join-Path $TestDrive 'saved')
        $ownHome = New-Item -ItemType Directory (Join-Path $TestDrive 'home')
        $name = "ccingest-$PID"
        $script = Join-Path $TestDrive 'publish.ps1'
        Set-Content -LiteralPath $script -Value "
            `$ErrorActionPreference = 'Stop'
            Register-PSResourceRepository -Name $name -Uri '$gallery' -Trusted
            try {
                Publish-PSResource -Path '$package' -Repository $name
                Save-PSResource -Name CcIngest -Repository $name -Path '$saved' -TrustRepository
            }
            finally {
                Unregister-PSResourceRepository -Name $name
            }"

        # The list of repositories is the user's: on Linux and macOS it is kept in a home of its own here.
        $before = $env:HOME, $env:XDG_DATA_HOME
        $null = New-Item -ItemType Directory -Force -Path "$ownHome/share"
        try {
            $env:HOME, $env:XDG_DATA_HOME = "$ownHome", "$ownHome/share"
            $said = pwsh -NoProfile -NonInteractive -File $script 2>&1 | Out-String
        }
        finally {
            $env:HOME, $env:XDG_DATA_HOME = $before
        }

        $said | Should -BeNullOrEmpty
        $version = (Import-PowerShellDataFile $manifest).ModuleVersion
        $installed = Join-Path $saved "CcIngest/$version"
        Get-ChildItem $installed -Recurse -File | ForEach-Object { [System.IO.Path]::GetRelativePath($installed, $_.FullName).Replace('\', '/') } |
            Where-Object { $_ -ne 'PSGetModuleInfo.xml' } | Sort-Object | Should -Be ($files | Sort-Object)
    }
}
