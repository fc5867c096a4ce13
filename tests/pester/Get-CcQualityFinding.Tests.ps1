BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
    $null = Test-CcDataQuality
}

Describe 'Get-CcQualityFinding' {
    It 'gives what the test found, with both values and what mends it' {
        $found = Get-CcQualityFinding -First 1
        $found | Should -BeOfType CcIngest.Model.QualityFinding
        $found.Found | Should -Not -BeNullOrEmpty
        $found.Expected | Should -Not -BeNullOrEmpty
        { [scriptblock]::Create($found.Mending) } | Should -Not -Throw
    }

    It 'chooses by severity' {
        (Get-CcQualityFinding -Severity Information, Warning).Severity | Should -Not -Contain Error
    }
}
