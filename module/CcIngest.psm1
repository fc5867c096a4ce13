# The manifest asks for PowerShell 7.6, and an older one ends there. Who imports this file itself is told here; every line of it must
# be readable for Windows PowerShell 5.1, or that would end in a parse error.
if ($PSEdition -ne 'Core') {
    throw "CcIngest needs PowerShell 7.6 or later, and this is Windows PowerShell $($PSVersionTable.PSVersion). Install it beside this one ('winget install Microsoft.PowerShell' on Windows, https://aka.ms/powershell elsewhere), start it with 'pwsh', and import CcIngest there."
}

# PowerShell compiles each call of .NET at its first use, 5 to 20 ms in a new process. So there are few here, the rest is in the Loader, and none is a
# cmdlet's: Join-Path and Test-Path would load a module of their own, which takes longer than all of ours. Nor are there words that the engine takes
# for an attack (type conversion, reflection): it would write the script to the event log at every import.
$ErrorActionPreference = 'Stop'
try {
    # Into the default load context, and Model with it: PowerShell finds the names of types there only. Everything else is loaded by the Loader.
    $null = [System.Reflection.Assembly]::LoadFrom("$PSScriptRoot/bin/CcIngest.Loader.dll")
}
catch {
    # Another build of it is loaded already, and .NET cannot unload it: that one is used.
    if ($_.Exception.InnerException -isnot [System.IO.FileLoadException]) {
        throw "CcIngest cannot be loaded from '$PSScriptRoot/bin': $($_.Exception.InnerException.Message) In a checkout, run 'dotnet build' first; an installed module is incomplete, install it again."
    }
}

$cmdlets = Import-Module -Assembly ([CcIngest.Loader.IngestLoadContext]::LoadCmdlets()) -PassThru

if ([CcIngest.Loader.IngestLoadContext]::WasImportedBefore) {
    $used = [System.IO.Path]::GetDirectoryName([CcIngest.Loader.IngestLoadContext].Assembly.Location)
    if ($used -ne [System.IO.Path]::Combine($PSScriptRoot, 'bin')) {
        # The files of this folder take effect in a new process only.
        Write-Warning "This process already uses CcIngest from '$used'. Start a new PowerShell to use the one in '$PSScriptRoot'."
    }

    [CcIngest.Loader.ModuleExports]::Add($ExecutionContext.SessionState.Module, $cmdlets.ExportedCmdlets.Values)
}
