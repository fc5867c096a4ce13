using System.Management.Automation;

namespace CcIngest.EngineDouble;

/// <summary>
/// The parameters that every cmdlet has, and those of ShouldProcess. The variables and the buffer are taken and have no effect: a result has all streams.
/// </summary>
internal static class CommonParameters
{
    private static readonly CommandParameter[] Always =
    [
        new("Verbose", typeof(SwitchParameter), "vb"),
        new("Debug", typeof(SwitchParameter), "db"),
        new("ErrorAction", typeof(ActionPreference), "ea"),
        new("WarningAction", typeof(ActionPreference), "wa"),
        new("InformationAction", typeof(ActionPreference), "infa"),
        new("ProgressAction", typeof(ActionPreference), "proga"),
        new("ErrorVariable", typeof(string), "ev"),
        new("WarningVariable", typeof(string), "wv"),
        new("InformationVariable", typeof(string), "iv"),
        new("OutVariable", typeof(string), "ov"),
        new("OutBuffer", typeof(int), "ob"),
        new("PipelineVariable", typeof(string), "pv"),
    ];

    private static readonly CommandParameter[] OfShouldProcess =
    [
        new("WhatIf", typeof(SwitchParameter), "wi"),
        new("Confirm", typeof(SwitchParameter), "cf"),
    ];

    public static IEnumerable<CommandParameter> For(bool supportsShouldProcess) => supportsShouldProcess ? [.. Always, .. OfShouldProcess] : Always;
}
