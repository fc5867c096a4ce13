BeforeDiscovery {
    # What must stand in a table of 80 columns, by type.
    $tables = @(
        @{ Type = 'ConnectedStore'; Columns = 'Engine', 'Schema', 'SchemaVersion', 'Address' }
        @{ Type = 'ConnectedSource'; Columns = 'Name', 'BaseUri', 'HasApiKey' }
        @{ Type = 'Exchange'; Columns = 'Name', 'Grade', 'Points', 'Country', 'Volume 24h USD' }
        @{ Type = 'Asset'; Columns = 'Symbol', 'Name', 'Type', 'Price USD', 'Market cap USD' }
        @{ Type = 'Instrument'; Columns = 'Exchange', 'Symbol', 'RawSymbol', 'Status', 'First trade', 'Last trade' }
        @{ Type = 'TradingPair'; Columns = 'Exchange', 'Symbol', 'RawSymbol', 'Base', 'Quote', 'First trade' }
        @{ Type = 'Ohlcv'; Columns = 'Symbol', 'Open time', 'Open', 'High', 'Low', 'Close' }
        @{ Type = 'FundingRate'; Columns = 'Symbol', 'Open time', 'Open', 'Close' }
        @{ Type = 'OpenInterest'; Columns = 'Symbol', 'Open time', 'Close', 'Close value' }
        @{ Type = 'ExportedFile'; Columns = @() }
        @{ Type = 'ImportedFile'; Columns = @() }
        @{ Type = 'CopiedRows'; Columns = @() }
        @{ Type = 'TimestampConversion'; Columns = 'Table', 'Outcome', 'Before', 'After', 'Seconds' }
        @{ Type = 'DuplicateGroup'; Columns = 'Values', 'Rows', 'Newest', 'Table' }
        @{ Type = 'DuplicateRemoval'; Columns = 'Table', 'Before', 'After', 'Removed', 'Method' }
        @{ Type = 'Gap'; Columns = 'Exchange', 'RawSymbol', 'Int.', 'From', 'To', 'Cause' }
        @{ Type = 'QualityFinding'; Columns = 'Severity', 'Rule', 'Exchange', 'RawSymbol', 'Int.', 'From' }
        @{ Type = 'SourceComparison'; Columns = 'Exchange', 'RawSymbol', 'Int.', 'Rows', 'Agreement', 'Not stored' }
        @{ Type = 'SourceDifference'; Columns = 'Exchange', 'RawSymbol', 'Int.', 'Open time', 'Column', 'Stored' }
        @{ Type = 'Kline'; Columns = 'Symbol', 'Open time', 'Open', 'High', 'Low', 'Close' }
        @{ Type = 'OrderBook'; Columns = 'Symbol', 'Retrieved at', 'Best bid', 'Best ask', 'Spread' }
        @{ Type = 'MissedTick'; Columns = 'Symbol', 'Tick at', 'Cause', 'Reason' }
        @{ Type = 'SymbolRecord'; Columns = 'Exchange', 'NativeSymbol', 'StandardSymbol', 'Status', 'TickSize' }
        @{ Type = 'ResolvedSymbol'; Columns = 'StandardSymbol', 'Exchange', 'NativeSymbol', 'Status' }
        @{ Type = 'RunSummary'; Columns = 'Job', 'Outcome', 'Inserted', 'Updated', 'Unchanged', 'Rejected' }
        @{ Type = 'RunRecord'; Columns = 'Started', 'Job', 'Outcome', 'Inserted', 'Updated', 'Rejected' }
        @{ Type = 'RunSnapshot'; Columns = 'Job', 'Outcome', 'Elapsed', 'Done', 'Rows', 'Rows/s' }
        @{ Type = 'RateLimitRecord'; Columns = 'Window', 'Used', 'Limit', 'Remaining', 'Share', 'Resets' }
        @{ Type = 'CoverageRecord'; Columns = 'Exchange', 'RawSymbol', 'Int.', 'From', 'To', 'State' }
        @{ Type = 'SeriesCoverage'; Columns = 'Exchange', 'RawSymbol', 'Int.', 'From', 'To', 'Had', 'Coverage' }
        @{ Type = 'DeadLetterRecord'; Columns = 'Exchange', 'RawSymbol', 'Time', 'Rule', 'Reason' }
        @{ Type = 'ResumedLetter'; Columns = 'Series', 'Time', 'Outcome', 'Rule' }
        @{ Type = 'RevisionRecord'; Columns = 'Exchange', 'RawSymbol', 'Int.', 'Open time', 'Old values' }
        @{ Type = 'ConnectionCheck'; Columns = @() }
        @{ Type = 'Schedule'; Columns = 'Name', 'Kind', 'Time', 'Next run' }
        @{ Type = 'AdoptedRows'; Columns = 'Exchange', 'RawSymbol', 'Int.', 'From', 'To', 'Adopted' }
        @{ Type = 'DataFreshness'; Columns = 'Dataset', 'Int.', 'Exchange', 'Series', 'Known to', 'Behind' }
        @{ Type = 'AlertRecord'; Columns = 'Claimed', 'Kind', 'State', 'Rule', 'Sink', 'Cause' }
        @{ Type = 'AlertDelivery'; Columns = 'Sink', 'Type', 'Delivered', 'Target' }
        @{ Type = 'SchemaDrift'; Columns = 'Kind', 'Item', 'Verdict' }
        @{ Type = 'IngestPlan'; Columns = @() }
    )
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'

    function Get-Utc {
        param([string] $Text)

        [datetime]::SpecifyKind([datetime]::Parse($Text, [cultureinfo]::InvariantCulture), 'Utc')
    }

    # Two of each type: long and short values, and with as much unknown as may be.
    function New-SampleObject {
        param([string] $Name)

        $type = "CcIngest.Model.$Name" -as [type]
        $texts = @{
            Exchange = 'kraken', 'cryptodotcom'; Symbol = 'BTC-USD', '1INCH-USDT'; RawSymbol = 'XXBTZUSD', '1INCHUSDT'; Interval = '1d', '1m'; Dataset = 'ohlcv-spot', 'ohlcv-spot'
            NativeSymbol = 'XXBTZUSD', '1INCHUSDT'; StandardSymbol = 'BTC-USD-SPOT', '1INCH-USDT-FUTURE_260327'; TickSize = '0.1', '0.00000001'
            Rule = 'ohlc-order', 'store-refused'; Reason = 'low 5.1 is above open 5.0', 'no'; Status = 'ACTIVE', 'VANISHED'; Base = 'BTC', '1INCH'; Quote = 'USD', 'USDT'
            Engine = 'sqlite', 'singlestore'; Schema = 'market', 'market'; Address = '/home/me/market.db', 'db.example:3306'; ServerVersion = '3.50.4', '12.0.2-MariaDB'
            Name = 'ccdata', 'kraken'; Grade = 'AA', 'B'; Country = 'United States', 'Malta'; CentralizationType = 'CENTRALIZED', 'DECENTRALIZED'; DisplayName = 'Kraken', 'KuCoin'
            AssetType = 'BLOCKCHAIN', 'TOKEN'; Job = 'Invoke-CcOhlcvIngest', 'Sync-CcSpotInstrument'; Window = 'month', 'second'; OldJson = '{"close":0.25}', '{"close":61234.25,"volume":1234.5}'
        }
        foreach ($index in 0, 1) {
            $sample = [System.Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject($type)
            foreach ($property in $type.GetProperties() | Where-Object CanWrite) {
                $kind = [Nullable]::GetUnderlyingType($property.PropertyType) ?? $property.PropertyType
                $value = switch ($kind) {
                    ([string]) { $texts[$property.Name] ? $texts[$property.Name][$index] : 'x' }
                    ([datetime]) { Get-Utc ($index ? '2025-03-31 23:59:00' : '2013-10-06 00:00:00') }
                    ([double]) { $index ? 0.00000015 : 61234.25 }
                    ([decimal]) { $index ? 0.00000015d : 61234.25d }
                    ([long]) { $index ? 7L : 1234567L }
                    ([int]) { $index ? 2 : 12 }
                    ([CcIngest.Model.Interval]) { [CcIngest.Model.Interval]::Parse($index ? '1m' : '1d') }
                    ([uri]) { [uri]($index ? 'https://min-api.cryptocompare.com/' : 'https://data-api.coindesk.com/') }
                    ([bool]) { [bool] $index }
                }
                if ($null -ne $value) {
                    $property.SetValue($sample, $value)
                }
                elseif ($property.PropertyType.IsGenericType -and $property.PropertyType.Name -like 'IReadOnlyList*') {
                    $property.SetValue($sample, [array]::CreateInstance($property.PropertyType.GetGenericArguments()[0], 0))
                }
            }

            $sample
        }
    }

    function Get-Table {
        param([object[]] $Objects, [int] $Width)

        $lines = @(($Objects | Format-Table | Out-String -Width $Width) -split '\r?\n' | Where-Object { $_ } | ForEach-Object { $_.TrimEnd() })

        # A grouped view says the group first.
        $rule = [array]::FindIndex([string[]] $lines, [Predicate[string]] { $args[0] -match '^[- ]+$' })
        $lines | Select-Object -Skip ([math]::Max(0, $rule - 1))
    }
}

AfterAll {
    $PSStyle.OutputRendering = $rendering
}

Describe 'The views of <Type>' -ForEach $tables {
    BeforeAll {
        $samples = @(New-SampleObject $Type)
    }

    It 'are legible at 80, 100 and 120 columns: whole headers, and values below their header' {
        foreach ($width in 80, 100, 120) {
            $lines = Get-Table $samples $width
            ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $width
            foreach ($column in $Columns) {
                $lines[0] | Should -Match "(^|\s)$([regex]::Escape($column))(\s|$)" -Because "$width columns"
            }

            # Where the rule below the headers is blank for all columns, every line is.
            $lines[1] | Should -Match '^[- ]+$'
            for ($gap = 0; $gap -lt $lines[1].Length; $gap++) {
                $isGap = $lines[1][$gap] -eq ' ' -and $lines[0][$gap] -eq ' '
                if ($isGap -and $lines[1][$gap - 1] -eq '-' -and $lines[1][$gap + 1] -eq '-') {
                    $lines | Select-Object -Skip 2 | ForEach-Object { if ($_.Length -gt $gap) { $_[$gap] | Should -Be ' ' -Because "column $gap of '$_' is a gap" } }
                }
            }
        }
    }

    It 'say the same in every culture' {
        $expected = @{}
        $saved = [cultureinfo]::CurrentCulture
        try {
            foreach ($culture in '', 'de-DE', 'fa-IR', 'ar-SA', 'tr-TR') {
                [cultureinfo]::CurrentCulture = $culture
                $text = ($samples | Format-Table | Out-String -Width 200) + ($samples | Format-List | Out-String -Width 200)
                $expected[''] ??= $text
                $text | Should -BeExactly $expected[''] -Because $culture
            }
        }
        finally {
            [cultureinfo]::CurrentCulture = $saved
        }

        # Times are UTC, of the Gregorian calendar, and say so.
        if ($text -match '20\d\d-') {
            $text | Should -Match '\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d(\.\d{6})?)?)?Z'
        }
    }
}

Describe 'The views' {
    It 'are tested for each type that a cmdlet writes' {
        $types = (Import-PowerShellDataFile $manifest).CmdletsToExport | ForEach-Object { (Get-Command $_).OutputType.Name } | Where-Object { $_ -like 'CcIngest.*' } | Sort-Object -Unique
        $tested = (Get-Content -Raw $PSCommandPath | Select-String "@\{ Type = '(\w+)'" -AllMatches).Matches.ForEach{ $_.Groups[1].Value }
        $types | Where-Object { $_.Split('.')[-1] -notin $tested } | Should -BeNullOrEmpty
    }

    It 'align numbers to the right' {
        $lines = Get-Table (New-SampleObject 'Ohlcv') 120
        $end = $lines[0].IndexOf('High') + 4
        $lines[2].Substring(0, $end) | Should -Match ' 61234\.25$'
        $lines[3].Substring(0, $end) | Should -Match ' 0\.00000015$'
    }
}
