$ErrorActionPreference = 'Stop'

$bin = Join-Path $PSScriptRoot 'bin'
if (-not (Test-Path -LiteralPath (Join-Path $bin 'CcIngest.Loader.dll'))) {
    throw "The module is not built: '$bin' has no CcIngest.Loader.dll. Run 'dotnet build' in the checkout first."
}

# Model and Loader go into the default load context: PowerShell finds the names of types there only. Everything else is loaded by the Loader.
$wasLoaded = $null -ne ('CcIngest.Loader.IngestLoadContext' -as [type])
if (-not $wasLoaded) {
    foreach ($name in 'CcIngest.Model', 'CcIngest.Loader') {
        $null = [System.Reflection.Assembly]::LoadFrom((Join-Path $bin "$name.dll"))
    }
}

$loaded = [CcIngest.Loader.IngestLoadContext].Assembly
if ($loaded.Location -ne (Join-Path $bin 'CcIngest.Loader.dll')) {
    # .NET cannot unload it: the files of this folder take effect in a new process only.
    Write-Warning "This process already uses CcIngest from '$($loaded.Location)'. Start a new PowerShell to use the one in '$bin'."
}

$cmdlets = Import-Module -Assembly ([CcIngest.Loader.IngestLoadContext]::LoadCmdlets()) -PassThru

if ($wasLoaded) {
    # PowerShell takes a module that was imported by its assembly from a cache and then forgets to hand its cmdlets to this module:
    # 'Import-Module CcIngest -Force' would leave a module without commands. https://github.com/PowerShell/PowerShell/issues/20710
    $addExportedCmdlet = [System.Management.Automation.PSModuleInfo].GetMethod(
        'AddExportedCmdlet', [System.Reflection.BindingFlags]'Instance, NonPublic')
    foreach ($cmdlet in $cmdlets.ExportedCmdlets.Values) {
        $null = $addExportedCmdlet.Invoke($ExecutionContext.SessionState.Module, @(, $cmdlet))
    }
}
