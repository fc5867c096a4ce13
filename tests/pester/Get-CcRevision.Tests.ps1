BeforeAll {
    . $PSScriptRoot/common.ps1
    $store = Connect-CcFilledStore
    $before = @(Get-CcOhlcv kraken BTC-USD 1d -From 2025-12-28)
    # The stored candle of the last day is changed by hand: to the source's own candle, that is what a run corrects.
    $sqlite = [System.AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetType('Microsoft.Data.Sqlite.SqliteConnection') } | Where-Object { $_ } | Select-Object -First 1
    $connection = [System.Activator]::CreateInstance($sqlite, "Data Source=$($store.Address)")
    $connection.Open()
    $command = $connection.CreateCommand()
    $command.CommandText = "UPDATE cc_ohlcv_spot_1d_raw SET close = 0.25, collected_at = '2026-01-02 00:00:00' WHERE datetime = '2025-12-31 00:00:00' AND symbol = 'BTC-USD'"
    $changed = $command.ExecuteNonQuery()
    $connection.Dispose()
    $summary = Invoke-CcOhlcvIngest -Exchange kraken -Symbol BTC-USD -Interval 1d -From 2025-01-01 -To 2026-01-01
}

Describe 'Get-CcRevision' {
    It 'tells what a corrected candle said, from when until when, and which run corrected it' {
        $changed | Should -Be 1
        $summary.Steps[0].Rows.Updated | Should -Be 1
        $revision = @(Get-CcRevision)
        $revision.Count | Should -Be 1
        $revision[0] | Should -BeOfType CcIngest.Model.RevisionRecord
        $revision[0].OldValues.Keys | Should -Be 'close'
        $revision[0].OldValues['close'] | Should -Be 0.25
        $revision[0].OpenTime | Should -Be ([datetime]::SpecifyKind('2025-12-31', 'Utc'))
        $revision[0].KnownFrom | Should -Be ([datetime]::SpecifyKind('2026-01-02', 'Utc'))
        $revision[0].RunId | Should -Be $summary.RunId
    }

    It 'finds it by <By>' -ForEach @(
        @{ By = 'names'; Call = { Get-CcRevision Kraken BTC-USD Day } }
        @{ By = 'an instrument'; Call = { Get-CcInstrument kraken BTC-USD | Get-CcRevision } }
        @{ By = 'coverage'; Call = { Get-CcInstrument kraken BTC-USD | Get-CcCoverage -Interval 1d | Get-CcRevision } }
        @{ By = 'a candle'; Call = { Get-CcOhlcv kraken BTC-USD 1d -From 2025-12-30 | Get-CcRevision } }
        @{ By = 'its period'; Call = { Get-CcRevision -From 2025-12-31 -To 2026-01-01 } }
        @{ By = 'its run'; Call = { Get-CcRevision -RunId (Get-CcRun -Last 1).RunId } }
        @{ By = 'being new'; Call = { Get-CcRevision -Last 5 } }
        @{ By = 'its time'; Call = { Get-CcRevision -Since $summary.StartedAt } }
    ) {
        @(& $Call).Count | Should -Be 1
    }

    It 'leaves it out with <With>' -ForEach @(
        @{ With = 'another instrument'; Call = { Get-CcRevision kraken ETH-USD } }
        @{ With = 'another interval'; Call = { Get-CcRevision -Interval 1h } }
        @{ With = 'another period'; Call = { Get-CcRevision -To 2025-12-31 } }
        @{ With = 'another candle'; Call = { Get-CcOhlcv kraken BTC-USD 1d -From 2025-12-01 -To 2025-12-03 | Get-CcRevision } }
        @{ With = 'another run'; Call = { Get-CcRevision -RunId no-such-run } }
        @{ With = 'a later time'; Call = { Get-CcRevision -Since 2999-01-01 } }
        @{ With = 'nothing from the pipeline'; Call = { Get-CcInstrument kraken NO-SUCH | Get-CcRevision } }
    ) {
        & $Call | Should -BeNullOrEmpty
    }

    It 'has its old values in both views' {
        Get-CcRevision | Format-Table | Out-String -Width 200 | Should -Match 'close=0\.25'
        Get-CcRevision | Format-List | Out-String | Should -Match 'close=0\.25'
    }

    It 'refuses a From after To' {
        { Get-CcRevision -From 2025-02-01 -To 2025-01-01 } | Should -Throw -ErrorId 'RangeInvalid,*'
    }
}

Describe 'Get-CcOhlcv -AsOf' {
    It 'gives a candle back as it was known before its correction' {
        (Get-CcOhlcv kraken BTC-USD 1d -From 2025-12-31).Close | Should -Be $before[-1].Close
        $then = Get-CcOhlcv kraken BTC-USD 1d -From 2025-12-31 -AsOf 2026-01-15
        $then.Close | Should -Be 0.25
        $then.High | Should -Be $before[-1].High
        $then.CollectedAt | Should -Be ([datetime]::SpecifyKind('2026-01-02', 'Utc'))
    }

    It 'leaves out what was not known yet, and nothing of what is known now' {
        Get-CcOhlcv kraken BTC-USD 1d -From 2025-12-28 -AsOf 2026-01-01 | Should -BeNullOrEmpty
        $now = Get-CcOhlcv kraken BTC-USD 1d -From 2025-12-28
        (Get-CcOhlcv kraken BTC-USD 1d -From 2025-12-28 -AsOf 2999-01-01).Close | Should -Be $now.Close
    }
}
