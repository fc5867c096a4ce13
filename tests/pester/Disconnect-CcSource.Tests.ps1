BeforeAll {
    . $PSScriptRoot/common.ps1
    $key = ConvertTo-CcSecret 'k3y-word'
}

Describe 'Disconnect-CcSource' {
    It 'closes the session''s source: its handle is refused' {
        $source = Connect-CcSource -BaseUri http://127.0.0.1:9 -ApiKey $key
        Disconnect-CcSource | Should -BeNullOrEmpty
        $failure = { Get-CcRateLimit -Shared -Source $source } | Should -Throw -ErrorId 'ConnectionClosed,*' -PassThru
        $failure.ErrorDetails.RecommendedAction | Should -BeLike '*Connect-CcSource*'
        Get-CcRateLimit -Shared | Should -BeNullOrEmpty
        (Disconnect-CcSource -Verbose 4>&1) | Should -BeLike '*No source*'
    }

    It 'closes the handles from the pipeline and leaves the session''s' {
        $first = Connect-CcSource -BaseUri http://127.0.0.1:9
        $second = Connect-CcSource -BaseUri http://127.0.0.1:10
        $null = Connect-CcSimulator
        $first, $second | Disconnect-CcSource
        { Get-CcRateLimit -Shared -Source $first } | Should -Throw -ErrorId 'ConnectionClosed,*'
        { Get-CcRateLimit -Shared -Source $second } | Should -Throw -ErrorId 'ConnectionClosed,*'
        Get-CcRateLimit -Live | Should -Not -BeNullOrEmpty
        Disconnect-CcSource
    }
}
