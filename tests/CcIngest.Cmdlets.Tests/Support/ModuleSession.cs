using System.Globalization;
using System.Security.Cryptography;
using CcIngest.EngineDouble;
using CcIngest.Model;
using CcIngest.Simulator;

namespace CcIngest.Cmdlets.Tests;

/// <summary>A PowerShell session with the module imported, in a folder of its own.</summary>
internal sealed class ModuleSession : IDisposable
{
    private readonly SharedMarket _market;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-session-");

    public ModuleSession(SharedMarket market)
    {
        _market = market;
        Engine = new EngineSession(_folder.FullName);
        Engine.Import(Module.Assembly);
    }

    public EngineSession Engine { get; }

    public SharedMarket Market => _market;

    public CultureInfo Culture
    {
        get => Engine.Culture;
        set => Engine.Culture = value;
    }

    public string File(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>A pipeline that begins with a cmdlet.</summary>
    public PipelineCall Call(string cmdlet, params (string Name, object? Value)[] parameters) => Engine.Call(Module.Cmdlet(cmdlet), parameters);

    /// <summary>Runs a cmdlet and expects no error.</summary>
    public PipelineResult Run(string cmdlet, params (string Name, object? Value)[] parameters) => Call(cmdlet, parameters).RunWell();

    public ConnectedSource ConnectSource(SimulatorServer simulator) => ConnectSource(simulator.DataApi);

    public ConnectedSource ConnectSource(Uri address) =>
        Run("Connect-CcSource", ("BaseUri", address), ("MinApiBaseUri", address), ("ExchangeBaseUri", address)).Single<ConnectedSource>();

    public ConnectedStore ConnectStore(string file) => Run("Connect-CcStore", ("Engine", "sqlite"), ("Path", file)).Single<ConnectedStore>();

    /// <summary>A new store without tables.</summary>
    public ConnectedStore ConnectBareStore() => ConnectStore(File($"{Guid.NewGuid():n}.db"));

    /// <summary>A new store with tables.</summary>
    public ConnectedStore ConnectEmptyStore()
    {
        ConnectedStore store = ConnectBareStore();
        Run("Initialize-CcStore");
        return store;
    }

    /// <summary>A copy of <see cref="SharedMarket.FilledStore"/>, and the market it comes from.</summary>
    public ConnectedStore ConnectFilledStore() => ConnectCopy(_market.FilledStore);

    /// <summary>A copy of <see cref="SharedMarket.StoreWithLetters"/>, and the market without its faults.</summary>
    public ConnectedStore ConnectStoreWithLetters() => ConnectCopy(_market.StoreWithLetters);

    /// <summary>Every file of the session's folder by its hash: what a cmdlet that writes nothing leaves as it is.</summary>
    public IReadOnlyDictionary<string, string> Files() => _folder.EnumerateFiles("*", SearchOption.AllDirectories)
        .Where(file => file.Extension != ".db-shm" && file.Length > 0)
        .ToDictionary(file => file.FullName, Hash);

    public void Dispose() => _folder.Delete(recursive: true);

    private ConnectedStore ConnectCopy(string template)
    {
        ConnectSource(_market.Open);
        string copy = File($"{Guid.NewGuid():n}.db");
        System.IO.File.Copy(template, copy);
        return ConnectStore(copy);
    }

    private static string Hash(FileInfo file)
    {
        using FileStream stream = new(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexString(SHA256.HashData(stream));
    }
}
