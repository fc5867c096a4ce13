BeforeAll {
    . $PSScriptRoot/common.ps1
    $null = Connect-CcFilledStore
    $windows = 'second', 'minute', 'hour', 'day', 'month'
}

Describe 'Get-CcRateLimit' {
    It 'reads the newest note of the store, one object for each window' {
        $run = Get-CcRun -Last 1
        $limits = Get-CcRateLimit
        $limits | Should -BeOfType CcIngest.Model.RateLimitRecord
        $limits.Window | Should -Be $windows
        $limits.Origin | Sort-Object -Unique | Should -Be Store
        $limits[0].RunId | Should -Be $run.RunId
        $limits[0].Timing | Should -Be post
        $limits[0].ObservedAt.Kind | Should -Be Utc
        foreach ($window in $limits) {
            $window.Used + $window.Remaining | Should -Be $window.Limit
            $window.Share | Should -Be ($window.Used / $window.Limit)
        }
    }

    It 'reads as many notes as asked for, newest first' {
        $limits = Get-CcRateLimit -Last 3 | Where-Object Window -eq day
        @($limits).Count | Should -Be 3
        $limits[0].Timing, $limits[1].Timing | Should -Be post, pre
        $limits[0].Used | Should -BeGreaterThan $limits[1].Used
    }

    It 'reads all notes of the runs that come down the pipe' {
        $runs = Get-CcRun -Last 2
        $limits = $runs | Get-CcRateLimit | Where-Object Window -eq hour
        $limits.RunId | Sort-Object -Unique | Should -Be ($runs.RunId | Sort-Object)
        @($limits).Count | Should -Be 4
        Get-CcRun -Last 2 | Where-Object Job -eq 'no such job' | Get-CcRateLimit | Should -BeNullOrEmpty
        Get-CcRateLimit -RunId 'no such run' | Should -BeNullOrEmpty
    }

    It 'asks the API with -Live, and writes nothing' {
        $before = Get-CcContent
        $first = Get-CcRateLimit -Live
        $second = Get-CcRateLimit -Live
        $first.Window | Should -Be $windows
        $first.Origin | Sort-Object -Unique | Should -Be Live
        $used = ($first | Where-Object Window -eq month).Used
        ($second | Where-Object Window -eq month).Used | Should -BeGreaterThan $used
        Get-CcContent | Should -Be $before
    }

    It 'reads with -Shared what the processes of this machine know together, and sends nothing' {
        $null = Get-CcRateLimit -Live
        $shared = Get-CcRateLimit -Shared
        $shared.Window | Should -Be $windows
        $shared.Origin | Sort-Object -Unique | Should -Be Shared
        $shared[0].PausedUntil | Should -BeNullOrEmpty
        $shared[0].Holders | Should -Be 0
        (Get-CcRateLimit -Shared | Where-Object Window -eq month).Used | Should -Be ($shared | Where-Object Window -eq month).Used
    }

    It 'knows nothing shared of an address that nobody has asked' {
        $null = Connect-CcSource -BaseUri http://127.0.0.1:9/ -MinApiBaseUri http://127.0.0.1:9/
        Get-CcRateLimit -Shared | Should -BeNullOrEmpty
        $null = Connect-CcSimulator
    }

    It 'shows a table that is the same in every culture' {
        $text = Get-CcRateLimit | Format-Table | Out-String -Width 200
        $text | Should -Match 'Window +Used +Limit +Remaining +Share +Resets +Observed +Origin'
        $text | Should -Match 'month +[\d,]+ +2,000,000,000'
    }

    It 'refuses <Name> together' -ForEach @(
        @{ Name = '-Live and -Shared'; Arguments = @{ Live = $true; Shared = $true } }
        @{ Name = '-Live and -Last'; Arguments = @{ Live = $true; Last = 2 } }
    ) {
        { Get-CcRateLimit @Arguments } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }
}
