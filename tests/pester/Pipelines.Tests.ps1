BeforeDiscovery {
    $repository = Split-Path (Split-Path $PSScriptRoot)
    $commands = (Import-PowerShellDataFile (Join-Path $repository 'CcIngest.psd1')).CmdletsToExport | ForEach-Object { @{ Command = $_ } }
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    # The words by which objects name things, and the thing that each means. Elsewhere the same word is another thing: an asset's Symbol.
    $things = @{
        Exchange = 'exchange'; Symbol = 'instrument'; Instrument = 'instrument'; RawSymbol = 'raw symbol'; Interval = 'interval'; Dataset = 'dataset'
        RunId = 'run'; LetterId = 'letter'; Rule = 'rule'; Base = 'asset'; Asset = 'asset'; Quote = 'quote'; OpenTime = 'open time'
    }
    $special = @{
        'CcIngest.Model.Exchange.Name' = 'exchange'; 'CcIngest.Model.Asset.Symbol' = 'asset'
        'Get-CcExchange.Name' = 'exchange'
        'Get-CcAlert.Rule' = 'rule of alerts'; 'Test-CcDataQuality.Rule' = 'rule of quality'; 'Get-CcQualityFinding.Rule' = 'rule of quality'
        'Get-CcSymbol.Symbol' = 'pattern of standard or native symbols'; 'Get-CcSymbol.Quote' = 'filter of symbols'
    }

    # A cmdlet that writes takes what it works on as objects: a selection, name by name, would be another run than the one that was piped in.
    $wholeObjects = 'Invoke-CcOhlcvIngest', 'Invoke-CcFundingRateIngest', 'Invoke-CcOpenInterestIngest', 'Measure-CcPlan', 'Add-CcCoverage', 'Copy-CcDataset', 'Export-CcParquet', 'Import-CcParquet', 'Invoke-CcKlineIngest', 'Invoke-CcOrderBookCapture', 'Resolve-CcSymbol'

    # A word that says another thing there, where nothing can tell them apart: it finds nothing of that name.
    $otherThing = @(
        'CcIngest.Model.Asset > Get-CcInstrument.Instrument'
        'CcIngest.Model.Asset > Get-CcTradingPair.Instrument'
        'CcIngest.Model.Asset > Get-CcRevision.Instrument'
        'CcIngest.Model.Asset > Get-CcOhlcv.Instrument'
        'CcIngest.Model.Asset > Get-CcFundingRate.Instrument'
        'CcIngest.Model.Asset > Get-CcOpenInterest.Instrument'
        'CcIngest.Model.Asset > Get-CcKline.Symbol'
        'CcIngest.Model.Asset > Get-CcMissedTick.Symbol'
        'CcIngest.Model.Asset > Get-CcOrderBook.Symbol'
        'CcIngest.Model.Ohlcv > Get-CcAsset.Asset'
        'CcIngest.Model.FundingRate > Get-CcAsset.Asset'
        'CcIngest.Model.OpenInterest > Get-CcAsset.Asset'
        'CcIngest.Model.Ohlcv > Sync-CcAsset.Asset'
        'CcIngest.Model.FundingRate > Sync-CcAsset.Asset'
        'CcIngest.Model.OpenInterest > Sync-CcAsset.Asset'
    )
    $seriesReads = 'Get-CcOhlcv', 'Get-CcFundingRate', 'Get-CcOpenInterest'
    $symbolReads = 'Get-CcKline', 'Get-CcMissedTick', 'Get-CcOrderBook'
    $namesNoExchange = 'CcIngest.Model.Asset', 'CcIngest.Model.ConnectedSource', 'CcIngest.Model.Schedule'

    function Get-Thing {
        param([string] $Owner, [string] $Name)

        $special["$Owner.$Name"] ?? $things[$Name]
    }

    function New-Sample {
        param([type] $Type)

        $values = @{
            Exchange = 'kraken'; Symbol = 'BTC-USD'; RawSymbol = 'XXBTZUSD'; NativeSymbol = 'XXBTZUSD'; Interval = '1d'; Dataset = 'ohlcv-spot'; RunId = 'r-1'; LetterId = 'l-1'
            Rule = 'ohlc-order'; Base = 'BTC'; Quote = 'USD'; Name = 'a-name'; Window = 'hour'; Job = 'daily'
        }
        $sample = [System.Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject($Type)
        foreach ($property in $Type.GetProperties() | Where-Object CanWrite) {
            $value = if ($values.ContainsKey($property.Name)) { $values[$property.Name] }
            elseif (([Nullable]::GetUnderlyingType($property.PropertyType) ?? $property.PropertyType) -eq [datetime]) { [datetime]::SpecifyKind('2025-03-01', 'Utc') }
            if ($property.PropertyType -eq [CcIngest.Model.Interval]) {
                $value = [CcIngest.Model.Interval]::Parse('1d')
            }

            if ($null -ne $value) {
                $property.SetValue($sample, $value)
            }
        }

        $sample
    }

    # What an object from the pipeline binds to: a function with the cmdlet's own parameters and attributes, none of them mandatory.
    function Get-Binding {
        param([System.Management.Automation.CmdletInfo] $Cmdlet, [object] $Sample)

        $parameters = [System.Management.Automation.RuntimeDefinedParameterDictionary]::new()
        foreach ($parameter in $Cmdlet.Parameters.Values | Where-Object Name -notin ([System.Management.Automation.PSCmdlet]::CommonParameters + 'WhatIf', 'Confirm')) {
            $attributes = [System.Collections.ObjectModel.Collection[System.Attribute]]::new()
            foreach ($attribute in $parameter.Attributes) {
                if ($attribute -is [System.Management.Automation.ParameterAttribute]) {
                    $attributes.Add([System.Management.Automation.ParameterAttribute]@{
                            ParameterSetName = $attribute.ParameterSetName; ValueFromPipeline = $attribute.ValueFromPipeline
                            ValueFromPipelineByPropertyName = $attribute.ValueFromPipelineByPropertyName
                        })
                }
                else {
                    $attributes.Add($attribute)
                }
            }

            $parameters.Add($parameter.Name, [System.Management.Automation.RuntimeDefinedParameter]::new($parameter.Name, $parameter.ParameterType, $attributes))
        }

        $default = $Cmdlet.DefaultParameterSet ? "DefaultParameterSetName = '$($Cmdlet.DefaultParameterSet)'" : ''
        $function = [scriptblock]::Create("[CmdletBinding($default)] param() dynamicparam { `$script:bindingParameters } process { [hashtable]::new(`$PSBoundParameters) }")
        $script:bindingParameters = $parameters
        try {
            $Sample | & $function -ErrorAction Stop
        }
        catch [System.Management.Automation.ParameterBindingException] {
            @{}
        }
    }

    $outputTypes = $data = (Import-PowerShellDataFile $manifest).CmdletsToExport |
        ForEach-Object { (Get-Command $_).OutputType.Type } | Where-Object { $_.FullName -like 'CcIngest.Model.*' } | Sort-Object FullName -Unique
}

Describe 'What <Command> takes from the pipeline' -ForEach $commands {
    BeforeAll {
        $cmdlet = Get-Command $Command
        $named = @($cmdlet.Parameters.Values | Where-Object { $_.ParameterType -notin [CcIngest.Model.Instrument[]], [CcIngest.Model.TradingPair[]] -and (Get-Thing $Command $_.Name) })
    }

    It 'is every name of a thing that it has a parameter for, and nothing else' {
        if ($Command -in $wholeObjects) {
            $named.Attributes.Where{ $_ -is [System.Management.Automation.ParameterAttribute] -and $_.ValueFromPipelineByPropertyName } | Should -BeNullOrEmpty
            return
        }

        foreach ($type in $named ? $outputTypes : @()) {
            $sample = New-Sample $type
            $bound = Get-Binding $cmdlet $sample
            foreach ($parameter in $named) {
                $thing = Get-Thing $Command $parameter.Name
                $says = @($type.GetProperties() | Where-Object { (Get-Thing $type.FullName $_.Name) -eq $thing } | ForEach-Object { $sample.($_.Name) })
                $because = "$($type.FullName) > $Command.$($parameter.Name)"
                $value = $bound[$parameter.Name]
                if ($says) {
                    # Text, an interval, or a list of one.
                    "$($value -is [datetime] ? $value.Ticks : $value)" | Should -Be "$($says[0] -is [datetime] ? $says[0].Ticks : $says[0])" -Because $because
                }
                elseif (($parameter.Name -eq 'Instrument' -and $Command -in $seriesReads -and $sample.RawSymbol) -or
                    ($parameter.Name -eq 'Symbol' -and $Command -in $symbolReads -and ($sample.RawSymbol ?? $sample.NativeSymbol))) {
                    $value | Should -Be ($sample.RawSymbol ?? $sample.NativeSymbol) -Because 'it takes either name'
                }
                elseif ($because -notin $otherThing -and -not ($thing -eq 'exchange' -and $type.FullName -in $namesNoExchange)) {
                    $value | Should -BeNullOrEmpty -Because "$because is another thing"
                }
            }
        }
    }
}

Describe 'Pipelines' {
    BeforeAll {
        $null = Connect-CcFilledStore
    }

    It 'lead from exchanges to instruments and back' {
        $instruments = Get-CcExchange kraken | Get-CcInstrument
        $instruments.Count | Should -BeGreaterThan 5
        $instruments.Exchange | Sort-Object -Unique | Should -Be 'kraken'
        ($instruments | Get-CcExchange).Name | Should -Be 'kraken'
        @($instruments | Get-CcInstrument).Count | Should -Be $instruments.Count
    }

    It 'do not look for an instrument of one exchange on another' {
        $one = Get-CcInstrument kraken BTC-USD
        $other = Get-CcInstrument coinbase ETH-USD
        $found = $one, $other | Get-CcInstrument
        $found.Count | Should -Be 2
        ($one, $other | Get-CcTradingPair | Sort-Object Exchange | ForEach-Object { "$_" }) | Should -Be 'coinbase ETH-USD', 'kraken BTC-USD'
    }

    It 'lead from pairs to coverage, from coverage to candles, and from candles to the instrument' {
        $coverage = Get-CcTradingPair kraken -Quote USD | Where-Object Base -EQ 'BTC' | Get-CcCoverage -State Complete
        $coverage.RawSymbol | Sort-Object -Unique | Should -Be (Get-CcInstrument kraken BTC-USD).RawSymbol
        $candles = @($coverage | Select-Object -First 1 | Get-CcOhlcv)
        $candles.Count | Should -Be ($coverage[0].To - $coverage[0].From).TotalDays
        "$($candles | Get-CcInstrument)" | Should -Be 'kraken BTC-USD'
        @($candles | Get-CcRevision).Count | Should -Be 0
    }

    It 'lead from instruments to candles and to their assets, each once' {
        @(Get-CcInstrument kraken BTC-USD | Get-CcOhlcv -Interval 1d -To 2025-01-11).Count | Should -Be 10
        (Get-CcInstrument -Instrument BTC-USD, BTC-EUR | Get-CcAsset).Symbol | Should -Be 'BTC'
        ('BTC', 'ETH' | Get-CcAsset).Symbol | Sort-Object | Should -Be 'BTC', 'ETH'
    }

    It 'lead from coverage to its runs, and from a run to what it noted' {
        $runs = @(Get-CcCoverage kraken | Get-CcRun)
        $runs.Job | Should -Be 'Invoke-CcOhlcvIngest'
        ($runs | Get-CcRateLimit).RunId | Sort-Object -Unique | Should -Be $runs.RunId
        @($runs | Get-CcRevision).Count | Should -Be 0
    }

    It 'lead from runs to dead letters, and from letters to another judgement' {
        $null = Connect-CcLetterStore
        $run = Get-CcRun | Where-Object Job -EQ 'Invoke-CcOhlcvIngest'
        $letters = @($run | Get-CcDeadLetter)
        $letters.Count | Should -BeGreaterThan 5
        ($letters | Get-CcRun).RunId | Should -Be $run.RunId
        "$($letters | Get-CcInstrument)" | Should -Be 'kraken BTC-USD'
        $resumed = @($letters | Select-Object -First 2 | Resume-CcDeadLetter)
        $resumed.LetterId | Sort-Object | Should -Be ($letters | Select-Object -First 2).LetterId.ForEach{ $_ } -Because 'nothing became better'
        $letters | Select-Object -First 2 | Remove-CcDeadLetter -Confirm:$false
        @(Get-CcDeadLetter).Count | Should -Be ($letters.Count - 2)
    }

    It 'give nothing for nothing' {
        foreach ($name in 'Get-CcAsset', 'Get-CcCoverage', 'Get-CcDeadLetter', 'Get-CcExchange', 'Get-CcInstrument', 'Get-CcRevision', 'Get-CcRun', 'Get-CcTradingPair') {
            @() | & $name | Should -BeNullOrEmpty -Because $name
        }

        @() | Get-CcOhlcv -Exchange kraken -Instrument BTC-USD -Interval 1d | Should -BeNullOrEmpty
    }

    It 'refuse an object that names nothing, instead of looking for its text' {
        { Get-Date | Get-CcInstrument -ErrorAction Stop } | Should -Throw -ErrorId 'InputObjectNotBound,*'
        { Get-CcRun | Sync-CcSpotInstrument -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId 'InputObjectNotBound,*'
    }
}
