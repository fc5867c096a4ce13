using CcIngest.Help;

if (args is not [string pages, string assembly, string engine, string output, string address] || !Uri.TryCreate(address, UriKind.Absolute, out Uri? online))
{
    Console.Error.WriteLine("usage: CcIngest.Help <folder of pages> <CcIngest.Cmdlets.dll> <System.Management.Automation.dll> <folder of help> <address of the pages>");
    return 2;
}

try
{
    HelpFolder.Write(pages, assembly, engine, output, online);
    return 0;
}
catch (PageException wrong)
{
    // The form in which MSBuild, and the editors that read its output, find the place.
    Console.Error.WriteLine($"{wrong.File}({wrong.Line}): error HELP: {wrong.Message}");
    return 1;
}
