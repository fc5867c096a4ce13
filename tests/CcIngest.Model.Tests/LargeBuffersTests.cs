namespace CcIngest.Model.Tests;

/// <summary>The buffers are one for the whole process: these tests run alone among those of the assembly that use them, which are none.</summary>
public sealed class LargeBuffersTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(LargeBuffers.Step - 1)]
    [InlineData(LargeBuffers.Step)]
    [InlineData((3 * LargeBuffers.Step) + 1)]
    [InlineData(LargeBuffers.Largest + 1)]
    public void A_buffer_has_the_room_that_was_asked_for(int bytes)
    {
        byte[] buffer = LargeBuffers.Rent(bytes);

        Assert.InRange(buffer.Length, bytes, Math.Max(2 * bytes, bytes + LargeBuffers.Step));
        LargeBuffers.Return(buffer);
    }

    [Fact]
    public void A_large_buffer_that_was_given_back_is_given_out_again_to_whoever_needs_no_more()
    {
        byte[] first = LargeBuffers.Rent(5 * LargeBuffers.Step);
        LargeBuffers.Return(first);

        List<byte[]> next = [.. Enumerable.Range(0, LargeBuffers.Kept).Select(_ => LargeBuffers.Rent(4 * LargeBuffers.Step))];

        Assert.Contains(first, next);
        next.ForEach(LargeBuffers.Return);
    }

    [Fact]
    public void No_two_have_the_same_buffer_and_only_some_are_kept()
    {
        List<byte[]> all = [.. Enumerable.Range(0, 3 * LargeBuffers.Kept).Select(_ => LargeBuffers.Rent(7 * LargeBuffers.Step))];
        Assert.Equal(all.Count, all.Distinct().Count());
        all.ForEach(LargeBuffers.Return);

        List<byte[]> again = [.. Enumerable.Range(0, all.Count).Select(_ => LargeBuffers.Rent(7 * LargeBuffers.Step))];

        Assert.Equal(LargeBuffers.Kept, again.Intersect(all).Count());
        again.ForEach(LargeBuffers.Return);
    }

    [Fact]
    public void A_freak_is_not_kept()
    {
        byte[] freak = LargeBuffers.Rent(LargeBuffers.Largest + 1);
        LargeBuffers.Return(freak);

        Assert.NotSame(freak, LargeBuffers.Rent(LargeBuffers.Largest + 1));
    }
}
