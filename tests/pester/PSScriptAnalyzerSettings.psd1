@{
    ExcludeRules = @(
        # Pester runs BeforeAll, BeforeDiscovery and It in scopes of its own: what one assigns, the other uses. The rule looks at each block alone.
        'PSUseDeclaredVarsMoreThanAssignments'

        # One simulator and one filled store serve all files of a run; only the global scope outlasts a file.
        'PSAvoidGlobalVars'

        # A helper of a test (Start-CcSimulator, New-CcCredential) asks nobody before it does what the test is about.
        'PSUseShouldProcessForStateChangingFunctions'

        # PowerShell 7 reads a file without a byte order mark as UTF-8; the mark would be for Windows PowerShell, which does not run these tests.
        'PSUseBOMForUnicodeEncodedFile'
    )
}
