namespace CcIngest.Model.Tests;

public sealed class BufferPoolTests
{
    private readonly BufferPool _pool = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(BufferPool.Step - 1)]
    [InlineData(BufferPool.Step)]
    [InlineData((3 * BufferPool.Step) + 1)]
    [InlineData(BufferPool.Largest + 1)]
    public void A_buffer_has_the_room_that_was_asked_for(int bytes)
    {
        byte[] buffer = _pool.Rent(bytes);

        Assert.InRange(buffer.Length, bytes, Math.Max(2 * bytes, bytes + BufferPool.Step));
        _pool.Return(buffer);
    }

    [Fact]
    public void A_large_buffer_that_was_given_back_is_given_out_again_to_whoever_needs_no_more()
    {
        byte[] first = _pool.Rent(5 * BufferPool.Step);
        _pool.Return(first);

        List<byte[]> next = [.. Enumerable.Range(0, BufferPool.Kept).Select(_ => _pool.Rent(4 * BufferPool.Step))];

        Assert.Contains(first, next);
        next.ForEach(_pool.Return);
    }

    [Fact]
    public void No_two_have_the_same_buffer_and_only_some_are_kept()
    {
        List<byte[]> all = [.. Enumerable.Range(0, 3 * BufferPool.Kept).Select(_ => _pool.Rent(7 * BufferPool.Step))];
        Assert.Equal(all.Count, all.Distinct().Count());
        all.ForEach(_pool.Return);

        List<byte[]> again = [.. Enumerable.Range(0, all.Count).Select(_ => _pool.Rent(7 * BufferPool.Step))];

        Assert.Equal(BufferPool.Kept, again.Intersect(all).Count());
        again.ForEach(_pool.Return);
    }

    [Theory]
    [InlineData((BufferPool.Step / 2) + 1)]
    [InlineData(BufferPool.Step - 1)]
    [InlineData(BufferPool.Step)]
    public void A_buffer_that_is_just_large_serves_the_same_request_again(int bytes)
    {
        byte[] buffer = _pool.Rent(bytes);
        _pool.Return(buffer);

        Assert.Same(buffer, _pool.Rent(bytes));
    }

    [Fact]
    public void A_freak_is_not_kept()
    {
        byte[] freak = _pool.Rent(BufferPool.Largest + 1);
        _pool.Return(freak);

        Assert.NotSame(freak, _pool.Rent(BufferPool.Largest + 1));
    }
}
