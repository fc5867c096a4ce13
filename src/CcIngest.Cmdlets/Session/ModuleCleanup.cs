using System.Management.Automation;

namespace CcIngest.Cmdlets;

/// <summary>Remove-Module: the runspace forgets its connections, secrets among them. Stores and sources are open only while a cmdlet runs.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceConnections.Current.Forget();
}
