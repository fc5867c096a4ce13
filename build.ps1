#!/usr/bin/env pwsh
<#
.SYNOPSIS
The one entry for building, testing and packaging. Stops at the first error.

.DESCRIPTION
Build    compiles everything and leaves the module with its help in module/bin: Import-Module ./CcIngest.psd1
Test     runs the xUnit tests; those of a database server only where CCINGEST_TEST_MYSQL names one (.ci/mariadb.sh start)
Pester   runs the Pester tests on the built module
Docs     writes the generated files: sql/create_schema.*.sql, docs/database_schema.md, docs/settings.md, docs/job.schema.json
Package  puts the module of this configuration together in output/CcIngest, a folder that Publish-PSResource takes as it is, and in output/CcIngest.<version>.zip
Clean    removes what the other tasks left

Writes to bin, obj, module/bin and output only; Docs writes the files it names.

.EXAMPLE
./build.ps1

.EXAMPLE
./build.ps1 -Task Clean, Build, Test, Pester, Package -Configuration Release
#>
param(
    # What to do, in this order: Clean, Build, Test, Pester, Docs, Package.
    [string[]] $Task = @('Build'),

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
$root = $PSScriptRoot
$output = Join-Path $root 'output'
$manifest = Join-Path $root 'CcIngest.psd1'
$solution = @((Join-Path $root 'CcIngest.sln'), '--configuration', $Configuration, '--nologo')

# To the information stream: a caller can capture it, or silence it with 6>$null.
function Write-Step {
    param([string] $Text)

    Write-Information $Text -InformationAction Continue
}

function Invoke-Native {
    param([string] $Program, [string[]] $Arguments)

    Write-Step "   $Program $(($Arguments -join ' ').Split("`n")[0])"
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) {
        throw "$Program ended with exit code $LASTEXITCODE."
    }
}

# In a process of its own: a module that is loaded cannot be built again.
function Invoke-PowerShell {
    param([string] $Script)

    Invoke-Native pwsh @('-NoProfile', '-NonInteractive', '-Command', "`$ErrorActionPreference = 'Stop'; $Script")
}

function Invoke-CleanTask {
    $folders = @($output, (Join-Path $root 'module/bin'))
    $folders += Get-ChildItem -Path (Join-Path $root 'src'), (Join-Path $root 'tests') -Directory |
        ForEach-Object { Join-Path $_.FullName 'bin'; Join-Path $_.FullName 'obj' }
    $folders | Where-Object { Test-Path -LiteralPath $_ } | Remove-Item -Recurse -Force
}

function Invoke-BuildTask {
    Invoke-Native dotnet (@('build') + $solution + @('--verbosity', 'quiet'))
}

function Invoke-TestTask {
    Invoke-Native dotnet (@('test') + $solution + @('--no-build'))
}

function Invoke-PesterTask {
    Invoke-Native pwsh @('-NoProfile', '-NonInteractive', '-File', (Join-Path $root 'tests/pester/Invoke-Tests.ps1'))
}

function Invoke-DocsTask {
    Invoke-PowerShell @"
        Import-Module '$manifest'
        foreach (`$engine in 'sqlite', 'mysql', 'singlestore', 'postgresql', 'timescale') {
            Export-CcSchema `$engine (Join-Path '$root' "sql/create_schema.`$engine.sql")
        }

        # These types are the program's own: only its load context knows them.
        `$context = [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext((Get-Command Get-CcRun).ImplementingType.Assembly)
        foreach (`$generated in @(
                @('CcIngest.Storage', 'SchemaDocument', 'Markdown', 'docs/database_schema.md'),
                @('CcIngest.Ingestion', 'SettingsDocument', 'Markdown', 'docs/settings.md'),
                @('CcIngest.Ingestion', 'JobSchema', 'Write', 'docs/job.schema.json'))) {
            `$assembly, `$type, `$method, `$path = `$generated
            `$text = `$context.LoadFromAssemblyName([System.Reflection.AssemblyName]::new(`$assembly)).GetType("`$assembly.`$type", `$true).GetMethod(`$method).Invoke(`$null, @())
            [System.IO.File]::WriteAllText((Join-Path '$root' `$path), `$text)
        }
"@
}

# What the module needs at run time. Documentation for compilers (.xml) and symbols (.pdb) stay out, and so do native libraries for processors
# that PowerShell 7.6 does not run on.
function Get-PackageFile {
    param([string] $Bin)

    $otherPlatforms = 'linux-armel', 'linux-mips64', 'linux-s390x', 'linux-x86', 'win-arm'
    Get-ChildItem (Join-Path $Bin '*') -Include '*.dll', 'CcIngest.Cmdlets.deps.json'
    Get-ChildItem (Join-Path $Bin 'en-US') -File
    Get-ChildItem (Join-Path $Bin 'runtimes') -Directory | Where-Object Name -NotIn $otherPlatforms | Get-ChildItem -Recurse -File
}

# The texts that the licences of shipped packages ask to be passed on: the list, the common texts, and what a package itself brings.
function Get-LicenceFile {
    param([string] $Bin)

    @{ From = Join-Path $root 'docs/third-party-licences.md'; To = 'THIRD-PARTY-NOTICES.md' }
    Get-ChildItem (Join-Path $root 'docs/licences') -File | ForEach-Object { @{ From = $_.FullName; To = "licences/$($_.Name)" } }
    # All packages are among those of the cmdlets, but for what Storage downloads without a reference.
    $assets, $storage = 'Cmdlets', 'Storage' | ForEach-Object { Get-Content (Join-Path $root "src/CcIngest.$_/obj/project.assets.json") -Raw | ConvertFrom-Json -AsHashtable }
    $packages = $assets.packageFolders.Keys | Select-Object -First 1
    $shipped = Get-ChildItem $Bin -Filter *.dll | ForEach-Object BaseName
    $folders = @($assets.libraries.Values | Where-Object type -EQ package | ForEach-Object path)
    $folders += $storage.project.frameworks.Values | ForEach-Object { $_['downloadDependencies'] } | Where-Object { $_ } |
        ForEach-Object { "$($_.name.ToLowerInvariant())/$($_.version.Trim('[', ']').Split(',')[0])" }
    $known = @{}
    foreach ($folder in $folders) {
        $name = $shipped | Where-Object { $_ -eq $folder.Split('/')[0] }
        $texts = Get-ChildItem (Join-Path $packages $folder) -File | Where-Object Name -Match '^(LICENSE|THIRD-PARTY-NOTICES)(\.(txt|md))?$'
        foreach ($text in $name ? $texts : @()) {
            # All packages of one .NET release bring the same notices.
            $hash = (Get-FileHash -LiteralPath $text.FullName).Hash
            if (-not $known.ContainsKey($hash)) {
                $known[$hash] = $text.FullName
                @{ From = $text.FullName; To = "licences/$name$($text.Name -like 'THIRD*' ? '.notices' : '').txt" }
            }
        }
    }
}

function Invoke-PackageTask {
    $version = (Import-PowerShellDataFile $manifest).ModuleVersion
    $folder = Join-Path $output 'CcIngest'
    $built = Join-Path $output 'module'
    Get-Item $folder, $built -ErrorAction Ignore | Remove-Item -Recurse -Force

    # Into a place of its own: module/bin has the configuration that was built last, and may be in use.
    $bin = Join-Path $built "bin$([System.IO.Path]::DirectorySeparatorChar)"
    Invoke-Native dotnet @('build', (Join-Path $root 'src/CcIngest.Cmdlets'), '--configuration', $Configuration, '--nologo', '--verbosity', 'quiet', "-p:ModuleBin=$bin")

    $files = @('CcIngest.psd1', 'LICENSE', 'module/CcIngest.psm1', 'module/CcIngest.Format.ps1xml' | ForEach-Object { @{ From = Join-Path $root $_; To = $_ } })
    $files += Get-LicenceFile $bin
    $files += Get-PackageFile $bin | ForEach-Object { @{ From = $_.FullName; To = [System.IO.Path]::GetRelativePath($output, $_.FullName) } }
    foreach ($file in $files) {
        $target = Join-Path $folder $file.To
        $null = New-Item -ItemType Directory -Path (Split-Path $target) -Force
        Copy-Item -LiteralPath $file.From -Destination $target
    }

    Remove-Item -LiteralPath $built -Recurse -Force
    $packed = Join-Path $folder 'CcIngest.psd1'
    Invoke-PowerShell "`$null = Test-ModuleManifest '$packed'; Import-Module '$packed'; `$null = Get-Command Get-CcRun -Module CcIngest"
    $archive = Join-Path $output "CcIngest.$version.zip"
    Compress-Archive -LiteralPath $folder -DestinationPath $archive -Force
    $size = (Get-ChildItem $folder -Recurse -File | Measure-Object Length -Sum)
    Write-Step ('   {0}: {1} files, {2:0.0} MB; {3}: {4:0.0} MB' -f $folder, $size.Count, ($size.Sum / 1MB), $archive, ((Get-Item $archive).Length / 1MB))
}

# A shell that is not PowerShell hands over one text: Build,Test.
$names = $Task -split ',' | ForEach-Object { $_.Trim() }
foreach ($name in $names) {
    if (-not (Get-Command "Invoke-${name}Task" -CommandType Function -ErrorAction Ignore)) {
        throw "There is no task '$name'. Use Clean, Build, Test, Pester, Docs, Package."
    }
}

$clock = [System.Diagnostics.Stopwatch]::StartNew()
foreach ($name in $names) {
    Write-Step "== $name"
    & "Invoke-${name}Task"
}

Write-Step ('== done in {0:0.0} s' -f $clock.Elapsed.TotalSeconds)
