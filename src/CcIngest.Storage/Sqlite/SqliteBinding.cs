using System.Runtime.InteropServices;
using SQLitePCL;

namespace CcIngest.Storage;

/// <summary>
/// Gives a statement's parameters their values, as <c>sqlite3_bind_*</c> (https://www.sqlite.org/c3ref/bind_blob.html). The package counts the uses of the statement's
/// handle in each call, which takes longer than to bind a number: where its library is found the functions are called as they are. The statement may not
/// be disposed of while this is in use.
/// </summary>
internal readonly unsafe struct SqliteBinding
{
    private const string LibraryName = "e_sqlite3";

    /// <summary>SQLITE_TRANSIENT: the engine makes its own copy of the text.</summary>
    private const nint Transient = -1;

    private static readonly NativeFunctions? Found = NativeFunctions.Find();

    private readonly sqlite3_stmt _statement;
    private readonly nint _handle;
    private readonly NativeFunctions? _native;

    public SqliteBinding(sqlite3_stmt statement)
        : this(statement, Found)
    {
    }

    private SqliteBinding(sqlite3_stmt statement, NativeFunctions? native) => (_statement, _handle, _native) = (statement, statement.DangerousGetHandle(), native);

    /// <summary>Whether the package's library was found.</summary>
    public static bool IsDirect => Found is not null;

    /// <summary>As it is where the library is not found; for tests.</summary>
    public static SqliteBinding Indirect(sqlite3_stmt statement) => new(statement, null);

    public int Null(int parameter) => _native is { } native ? native.Null(_handle, parameter) : raw.sqlite3_bind_null(_statement, parameter);

    public int Double(int parameter, double value) =>
        _native is { } native ? native.Double(_handle, parameter, value) : raw.sqlite3_bind_double(_statement, parameter, value);

    public int Int64(int parameter, long value) => _native is { } native ? native.Int64(_handle, parameter, value) : raw.sqlite3_bind_int64(_statement, parameter, value);

    /// <param name="text">UTF-8; copied.</param>
    public int Text(int parameter, ReadOnlySpan<byte> text)
    {
        if (_native is not { } native)
        {
            return text.IsEmpty ? raw.sqlite3_bind_text(_statement, parameter, "") : raw.sqlite3_bind_text(_statement, parameter, text);    // an empty span would bind NULL
        }

        byte none = 0;
        fixed (byte* bytes = text)
        {
            return native.Text(_handle, parameter, bytes is null ? &none : bytes, text.Length, Transient);
        }
    }

    /// <summary>The functions of the library that the package has loaded.</summary>
    private sealed class NativeFunctions
    {
        public readonly delegate* unmanaged[Cdecl]<nint, int, int> Null;
        public readonly delegate* unmanaged[Cdecl]<nint, int, double, int> Double;
        public readonly delegate* unmanaged[Cdecl]<nint, int, long, int> Int64;
        public readonly delegate* unmanaged[Cdecl]<nint, int, byte*, int, nint, int> Text;

        private NativeFunctions(nint bindNull, nint bindDouble, nint bindInt64, nint bindText)
        {
            Null = (delegate* unmanaged[Cdecl]<nint, int, int>)bindNull;
            Double = (delegate* unmanaged[Cdecl]<nint, int, double, int>)bindDouble;
            Int64 = (delegate* unmanaged[Cdecl]<nint, int, long, int>)bindInt64;
            Text = (delegate* unmanaged[Cdecl]<nint, int, byte*, int, nint, int>)bindText;
        }

        /// <returns>Null where the package uses another library, or finds it in a way of its own.</returns>
        public static NativeFunctions? Find() =>
            raw.GetNativeLibraryName() == LibraryName
                && NativeLibrary.TryLoad(LibraryName, typeof(SQLite3Provider_e_sqlite3).Assembly, null, out nint library)
                && IsThePackages(library)
                && NativeLibrary.TryGetExport(library, "sqlite3_bind_null", out nint bindNull)
                && NativeLibrary.TryGetExport(library, "sqlite3_bind_double", out nint bindDouble)
                && NativeLibrary.TryGetExport(library, "sqlite3_bind_int64", out nint bindInt64)
                && NativeLibrary.TryGetExport(library, "sqlite3_bind_text", out nint bindText)
                ? new NativeFunctions(bindNull, bindDouble, bindInt64, bindText)
                : null;

        /// <summary>Another image of the same library would get statements that are not its own. Each has a text of its version, which is at an address of its own.</summary>
        private static bool IsThePackages(nint library)
        {
            if (!NativeLibrary.TryGetExport(library, "sqlite3_libversion", out nint version))
            {
                return false;
            }

            fixed (byte* packages = raw.sqlite3_libversion())
            {
                return packages == ((delegate* unmanaged[Cdecl]<byte*>)version)();
            }
        }
    }
}
