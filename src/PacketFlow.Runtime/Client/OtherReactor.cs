using System.Collections.Concurrent;

namespace PacketFlow.Client;

/// <summary>
/// One of <c>PacketFlow:Reactors</c>. The protocol has no word to ask a reactor what it handles: it is sent an atom, and what it says it does not
/// handle it is not sent for a while.
/// </summary>
internal sealed class OtherReactor(string name, ServerAddress address, PacketFlowClientOptions options) : IAsyncDisposable
{
    // Its peers come and go, and their elements with them.
    private static readonly TimeSpan AskedAgain = TimeSpan.FromSeconds(10);

    // Names may come from documents that anyone sends. What is forgotten is asked again.
    private const int MostRemembered = 4096;

    private readonly ConcurrentDictionary<(AtomGroup, string), (int Connection, long Since)> _missing = new();

    public WireClient Client { get; } = WireClient.Open(address, options);

    /// <summary>What to call it, and where it is.</summary>
    public string Label { get; } = $"{name} ({address.Text})";

    /// <summary>Whether it has not said lately that it does not handle an element.</summary>
    public bool MayHandle(AtomGroup group, string element) => !Client.IsConnected || !_missing.TryGetValue((group, element), out (int Connection, long Since) missing)
        || missing.Connection != Client.ConnectionNumber || options.TimeProvider.GetElapsedTime(missing.Since) > AskedAgain;

    /// <summary>It says that it does not handle an element.</summary>
    /// <param name="group">The element's group.</param>
    /// <param name="element">The element's name.</param>
    /// <param name="connection">Over which connection it was asked: behind the next may stand another build.</param>
    public void RememberMissing(AtomGroup group, string element, int connection)
    {
        if (_missing.Count >= MostRemembered)
        {
            _missing.Clear();
        }

        _missing[(group, element)] = (connection, options.TimeProvider.GetTimestamp());
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
