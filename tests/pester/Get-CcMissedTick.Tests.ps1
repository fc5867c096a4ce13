BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Get-CcMissedTick' {
    It 'gives the missed ticks of a run from the pipeline, with their cause' {
        $null = Connect-CcFilledStore
        $gone = Get-CcSymbol binance BTC-USDT-SPOT
        $gone.GetType().GetProperty('NativeSymbol').SetValue($gone, 'GONEUSDT')
        $null = $gone | Invoke-CcOrderBookCapture -Every 00:00:01 -Count 1 -ErrorAction SilentlyContinue
        $missed = Get-CcRun -Last 1 | Get-CcMissedTick
        $missed.NativeSymbol | Should -Be GONEUSDT
        $missed.Cause | Should -Be failed
        $missed.Reason | Should -BeLike 'InstrumentUnknown: *'
    }
}
