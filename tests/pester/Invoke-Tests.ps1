<#
.SYNOPSIS
Runs the Pester tests on the built module and writes their counts as "passed failed skipped", then a line "failed: <test>" for each that failed.
#>
param(
    # The file that receives the counts and the names, for whoever adds them up.
    [string] $ResultPath,

    # The files or folders to run.
    [string[]] $Path = $PSScriptRoot
)

$ErrorActionPreference = 'Stop'
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path -split ','
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
try {
    $result = Invoke-Pester -Configuration $configuration
}
finally {
    # Started by common.ps1, one for all files.
    if (Get-Command Stop-CcSimulator -ErrorAction Ignore) {
        Stop-CcSimulator
    }

    foreach ($template in $global:CcFilledStore, $global:CcStoreWithLetters) {
        if ($template) {
            Remove-Item "$template*"
        }
    }
}

if ($ResultPath) {
    # A container that could not be read is a failure too, although none of its tests ran.
    $failed = $result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount
    @(
        "$($result.PassedCount) $failed $($result.SkippedCount + $result.NotRunCount)"
        foreach ($test in $result.Failed) {
            "failed: $(Split-Path -Leaf $test.ScriptBlock.File): $($test.ExpandedPath): $("$($test.ErrorRecord[0])" -replace '\s+', ' ')"
        }

        foreach ($block in $result.FailedBlocks) {
            "failed: $(Split-Path -Leaf $block.ScriptBlock.File): the setup of $($block.ExpandedPath): $("$($block.ErrorRecord[0])" -replace '\s+', ' ')"
        }

        foreach ($container in $result.FailedContainers) {
            "failed: $container could not be read or set up: $("$($container.ErrorRecord[0])" -replace '\s+', ' ')"
        }
    ) | Set-Content -Path $ResultPath
}

exit [int]($result.Result -ne 'Passed')
