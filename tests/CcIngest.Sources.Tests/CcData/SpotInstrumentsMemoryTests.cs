using System.Text;
using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>Measures the memory of the process, so nothing else may run beside it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}

/// <summary>The answer for all venues is tens of megabytes and is never held whole.</summary>
[Collection(AloneCollection.Name)]
public sealed class SpotInstrumentsMemoryTests : IAsyncLifetime
{
    private readonly SourceFixture _fixture = new();

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Forty_megabytes_of_instruments_are_read_in_bounded_memory()
    {
        const int VenueCount = 200;
        const int InstrumentCount = 460;
        byte[] venue = Encoding.UTF8.GetBytes(VenueText.Of(InstrumentCount));
        _fixture.Server.On(SourceFixture.Instruments, new FakeAnswer
        {
            Write = async (body, token) =>
            {
                await body.WriteAsync("{\"Data\":{"u8.ToArray(), token);
                for (int number = 0; number < VenueCount; number++)
                {
                    await body.WriteAsync(Encoding.UTF8.GetBytes($"{(number > 0 ? "," : "")}\"venue{number}\":"), token);
                    await body.WriteAsync(venue, token);
                }

                await body.WriteAsync("},\"Err\":{}}"u8.ToArray(), token);
            },
        });
        IMarketDataSource source = _fixture.Open();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        int venues = 0;
        long instruments = 0;

        await foreach (ReferencePart part in source.ListAsync(new ReferenceRequest(ReferenceList.SpotInstruments, []), CancellationToken.None))
        {
            instruments += part.Rows[1].Count;
            if (++venues % 50 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.True(source.Statistics.Bytes > 40_000_000, $"The answer has only {source.Statistics.Bytes} bytes.");
        Assert.Equal((VenueCount, (long)VenueCount * InstrumentCount), (venues, instruments));
        Assert.InRange(most, long.MinValue, 12_000_000);
    }
}
