namespace System.Management.Automation;

/// <summary>PowerShell's wrapper of an object. This one carries no properties of its own.</summary>
public class PSObject(object obj)
{
    public object BaseObject { get; } = obj is PSObject wrapped ? wrapped.BaseObject : obj;

    public static PSObject AsPSObject(object obj) => obj as PSObject ?? new PSObject(obj);

    public override string? ToString() => BaseObject.ToString();

    /// <summary>The object without its wrapper.</summary>
    internal static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
