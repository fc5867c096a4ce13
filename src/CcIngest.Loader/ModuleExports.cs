using System.Collections;
using System.Reflection;

namespace CcIngest.Loader;

/// <summary>
/// PowerShell takes a module that was imported by its assembly from a cache and then forgets to hand its cmdlets to the module that imported it:
/// <c>Import-Module CcIngest -Force</c> would leave a module without commands. https://github.com/PowerShell/PowerShell/issues/20710
/// </summary>
public static class ModuleExports
{
    /// <summary>Compiled, because the engine takes a script with such calls for an attack and writes it to the event log at every import.</summary>
    /// <param name="module">The engine's <c>PSModuleInfo</c>.</param>
    /// <param name="cmdlets">Its <c>CmdletInfo</c>s.</param>
    /// <exception cref="MissingMethodException">This PowerShell has another engine.</exception>
    public static void Add(object module, IEnumerable cmdlets)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(cmdlets);
        MethodInfo add = module.GetType().GetMethod("AddExportedCmdlet", BindingFlags.Instance | BindingFlags.NonPublic)
            ?? throw new MissingMethodException(module.GetType().FullName, "AddExportedCmdlet");
        foreach (object cmdlet in cmdlets)
        {
            add.Invoke(module, [cmdlet]);
        }
    }
}
