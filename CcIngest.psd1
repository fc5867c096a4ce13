@{
    RootModule           = 'module/CcIngest.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '5d0f6a3e-7c52-4d0e-9a43-2f8b1f6c9e71'
    Author               = 'The CcIngest contributors'
    CompanyName          = 'CcIngest'
    Copyright            = '(c) The CcIngest contributors. MIT licence.'
    Description          = 'Brings cryptocurrency market data into a database: completely, provably, every day.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    CmdletsToExport      = @()
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
}
