using System.Management.Automation;
using System.Management.Automation.Host;

namespace CcIngest.Cmdlets;

/// <summary>
/// The terminal while a view is drawn in place: the screen beside the usual one, so that neither a resized window nor a long line leaves traces, and what
/// was on the screen is there again afterwards. Written past the host, for hosts strip control sequences where no colours are wanted, and a transcript
/// would keep every picture.
/// </summary>
internal sealed class TerminalScreen(TextWriter terminal) : IDisposable
{
    private const string Begin = "\e[?1049h\e[?25l\e[?7l";
    private const string End = "\e[?7h\e[?25h\e[?1049l";
    private const string Home = "\e[H";
    private const string ClearLine = "\e[K";
    private const string ClearBelow = "\e[J";

    private bool _isDrawn;

    /// <summary>Whether a person looks at a terminal that this process may draw on. Pipeline thread only.</summary>
    public static bool IsThere(PSHost host) =>
        host.Name is "ConsoleHost" or "Visual Studio Code Host" && host.UI is { SupportsVirtualTerminal: true }
        && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb"
        && !Environment.GetCommandLineArgs().Any(argument => argument.StartsWith("-noni", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether colours are wanted: https://no-color.org, and what <c>$PSStyle.OutputRendering</c> says. Pipeline thread only.</summary>
    public static bool WantsColor(PSCmdlet cmdlet) =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && (cmdlet.SessionState.PSVariable.GetValue("PSStyle") is not { } variable
            || PSObject.AsPSObject(variable).BaseObject is var style && style.GetType().GetProperty("OutputRendering")?.GetValue(style)?.ToString() != "PlainText");

    /// <summary>Cells and lines as they are now; 80 and 24 where the terminal does not tell.</summary>
    public static (int Width, int Height) Size()
    {
        try
        {
            return (Console.WindowWidth > 0 ? Console.WindowWidth : 80, Console.WindowHeight > 0 ? Console.WindowHeight : 24);
        }
        catch (IOException)
        {
            return (80, 24);
        }
    }

    public void Draw(IReadOnlyList<string> lines)
    {
        terminal.Write($"{(_isDrawn ? "" : Begin)}{Home}{string.Join("\r\n", lines.Select(line => line + ClearLine))}{ClearBelow}");
        terminal.Flush();
        _isDrawn = true;
    }

    public void Dispose()
    {
        if (_isDrawn)
        {
            terminal.Write(End);
            terminal.Flush();
            _isDrawn = false;
        }
    }
}
