# The manifest asks for PowerShell 7.6, and an older one ends there. Who imports this file itself is told here; every line of it must
# be readable for Windows PowerShell 5.1, or that would end in a parse error.
# PowerShell 7.6 is the first on .NET 10; Windows PowerShell answers 4. One number, because comparing versions takes 20 ms in a new process.
if ([System.Environment]::Version.Major -lt 10) {
    throw "CcIngest needs PowerShell 7.6 or later, and this is PowerShell $($PSVersionTable.PSVersion). Install it beside this one ('winget install Microsoft.PowerShell' on Windows, https://aka.ms/powershell elsewhere), start it with 'pwsh', and import CcIngest there."
}

$ErrorActionPreference = 'Stop'

# .NET's own calls instead of Join-Path and Test-Path: those load a module of their own, which takes longer than all of ours.
$bin = [System.IO.Path]::Combine($PSScriptRoot, 'bin')
$loader = [System.IO.Path]::Combine($bin, 'CcIngest.Loader.dll')
if (-not [System.IO.File]::Exists($loader)) {
    throw "The module is not built: '$bin' has no CcIngest.Loader.dll. Run 'dotnet build' in the checkout first."
}

# Model and Loader go into the default load context: PowerShell finds the names of types there only. Everything else is loaded by the Loader.
$wasLoaded = $null -ne ('CcIngest.Loader.IngestLoadContext' -as [type])
if (-not $wasLoaded) {
    $null = [System.Reflection.Assembly]::LoadFrom([System.IO.Path]::Combine($bin, 'CcIngest.Model.dll'))
    $null = [System.Reflection.Assembly]::LoadFrom($loader)
}

$loaded = [CcIngest.Loader.IngestLoadContext].Assembly
if ($loaded.Location -ne $loader) {
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
