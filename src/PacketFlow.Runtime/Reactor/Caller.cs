using System.Text;
using PacketFlow.Protocol;

namespace PacketFlow.Reactor;

/// <summary>
/// Whoever submits: a connection, or a client in this process. It has a key of its own for control flow that names none, and it
/// knows its atoms that are still on their way.
/// </summary>
internal abstract class Caller
{
    /// <summary>Longer ids than this are looked up as strings.</summary>
    private const int ShortId = 128;

    private readonly Dictionary<string, Reaction> _inFlight = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Reaction>.AlternateLookup<ReadOnlySpan<char>> _byText;
    private readonly Lock _lock = new();
    private int _count;

    protected Caller() => _byText = _inFlight.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The order of control-flow atoms without a correlation id.</summary>
    public SerialKey OwnKey { get; protected init; } = new();

    /// <summary>The name that a door has given it, or null.</summary>
    public string? Name { get; protected set; }

    /// <summary>Whether it may change the system itself.</summary>
    public bool HasControl { get; protected init; }

    /// <summary>Whether it speaks for a handler that runs, so that its atoms are part of what has begun.</summary>
    public bool IsHandler { get; protected init; }

    /// <summary>Whether it is in this process.</summary>
    public bool IsInside { get; protected init; }

    /// <summary>How many atoms may be on their way at once.</summary>
    public int MaxInFlight { get; protected init; } = int.MaxValue;

    /// <summary>The keys that are held while this caller's atoms run: those of the handlers that it speaks for.</summary>
    public HeldKey? Held { get; protected init; }

    /// <summary>Takes the result of an atom that did not end where it began.</summary>
    public abstract void Deliver(Reaction reaction, ReadOnlySpan<byte> result);

    /// <summary>Takes the error of an atom that did not end where it began.</summary>
    public abstract void Fail(Reaction reaction, in AtomError error);

    /// <summary>Whether it has as many atoms on their way as it may.</summary>
    public bool IsFull => Volatile.Read(ref _count) >= MaxInFlight;

    /// <summary>
    /// Keeps an atom that is on its way, so that it can be cancelled; or says why not. One that says what another on its way says, sent
    /// again by a caller who was not sure, follows that one.
    /// </summary>
    /// <param name="reaction">The atom.</param>
    /// <param name="hasStarted">Whether it runs already: then it is kept in any case.</param>
    public AtomError? Register(Reaction reaction, bool hasStarted)
    {
        lock (_lock)
        {
            if (!_inFlight.TryAdd(reaction.Id, reaction) && !hasStarted && !_inFlight[reaction.Id].TryLead(reaction))
            {
                return ReactorErrors.SameIdInFlight;
            }

            _count++;
            return null;
        }
    }

    /// <summary>Whether an atom with the same id is on its way: then this one must not run beside it.</summary>
    public bool Knows(Reaction reaction)
    {
        if (Volatile.Read(ref _count) == 0 || !reaction.IsNamed)
        {
            return false;
        }

        ReadOnlySpan<byte> id = reaction.IdBytes;
        if (id.IsEmpty || id.Length > ShortId)
        {
            return Find(reaction.Id) is not null;
        }

        Span<char> text = stackalloc char[ShortId];
        int length = Encoding.UTF8.GetChars(id, text);
        lock (_lock)
        {
            return _byText.ContainsKey(text[..length]);
        }
    }

    /// <summary>The atom with the id that is still on its way, or null.</summary>
    public Reaction? Find(string id)
    {
        lock (_lock)
        {
            return _inFlight.GetValueOrDefault(id);
        }
    }

    /// <summary>Forgets an atom that was answered.</summary>
    public void Forget(Reaction reaction)
    {
        lock (_lock)
        {
            _count--;
            if (_inFlight.TryGetValue(reaction.Id, out Reaction? kept) && kept == reaction)
            {
                _inFlight.Remove(reaction.Id);
            }
        }
    }

    /// <summary>Cancels all that is on its way: nobody waits for it any more.</summary>
    public void CancelAll()
    {
        Reaction[] all;
        lock (_lock)
        {
            all = [.. _inFlight.Values];
        }

        foreach (Reaction reaction in all)
        {
            reaction.Cancel(ReactorErrors.CallerGone);
        }
    }
}
