using System.Buffers;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>The atoms of one HTTP request; the answers come in the order of the atoms, in the format of the request.</summary>
/// <param name="reactor">Where the atoms go.</param>
/// <param name="isJson">Whether the request is JSON; else it is MessagePack.</param>
/// <param name="bytes">The bytes in which the atoms' fields stand. A large body is let go when all atoms are on their way: what one keeps is counted.</param>
/// <param name="atoms">The atoms, each with the place from which its fields are counted.</param>
internal sealed class HttpExchange(LocalReactor reactor, bool isJson, byte[] bytes, IReadOnlyList<(int Start, AtomFields Fields)> atoms) : Caller
{
    private readonly HttpAnswer[] _answers = [.. atoms.Select(atom => new HttpAnswer(IdOf(bytes, atom)))];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _bytes = bytes;
    private IReadOnlyList<(int Start, AtomFields Fields)> _atoms = atoms;
    private int _left = atoms.Count;

    /// <summary>The trace context of the request, for atoms that bring none.</summary>
    public byte[] TraceParent { get; init; } = [];

    /// <summary>How many of its atoms may be on their way at once.</summary>
    public int InFlightLimit { init => MaxInFlight = value; }

    public LocalReactor Reactor => reactor;

    /// <summary>How many atoms there are.</summary>
    public int Count => _answers.Length;

    /// <summary>Where the answer to an atom of an exchange is kept.</summary>
    public static HttpAnswer AnswerOf(Reaction reaction) => (HttpAnswer)reaction.Tag!;

    /// <summary>The status of one answer.</summary>
    public int StatusOf(int index) => _answers[index].Error is { } error ? HttpStatus.Of(error.Code) : HttpStatus.Ok;

    /// <summary>When the failed atom may be tried again, if that is known.</summary>
    public TimeSpan? RetryAfterOf(int index) => _answers[index].Error?.RetryAfter;

    /// <summary>One for <see cref="Submit"/>.</summary>
    public Reaction NewReaction() => new(reactor, this) { RequestTrace = TraceParent };

    /// <summary>Hands an atom to the reactor.</summary>
    /// <param name="reaction">A new one, or one that has ended in the host.</param>
    /// <param name="index">Which atom.</param>
    /// <param name="host">Where it may run at once.</param>
    /// <param name="now">What time it is.</param>
    public void Submit(Reaction reaction, int index, InlineHost host, long now)
    {
        (int start, AtomFields fields) = _atoms[index];
        reaction.Tag = _answers[index];
        reaction.Take(_bytes, start, fields, 0, 0);
        reactor.Accept(reaction, reaction.Bytes, host, now);
    }

    /// <summary>All atoms were handed over.</summary>
    public void LetGo()
    {
        _bytes = [];
        _atoms = [];
    }

    /// <summary>Submits the atoms and waits until every one is answered; when the requester leaves, they are cancelled.</summary>
    public async Task RunAsync(CancellationToken requesterLeft)
    {
        if (Count == 0)
        {
            return;
        }

        using CancellationTokenRegistration registration = requesterLeft.UnsafeRegister(static exchange => ((HttpExchange)exchange!).CancelAll(), this);
        ThreadPool.UnsafeQueueUserWorkItem(new HttpRun(this, 0), preferLocal: true);
        await _done.Task.ConfigureAwait(false);
    }

    /// <summary>A fault of this side: the requester is told that there was one.</summary>
    public void Break(Exception fault)
    {
        CancelAll();
        _done.TrySetException(fault);
    }

    /// <summary>Writes one answer.</summary>
    public void Write(Scratch output, int index) => _answers[index].Write(output, isJson);

    /// <summary>Writes all answers as an array.</summary>
    public void WriteAll(Scratch output)
    {
        if (isJson)
        {
            output.Write("["u8);
            for (int i = 0; i < _answers.Length; i++)
            {
                if (i > 0)
                {
                    output.Write(","u8);
                }

                _answers[i].Write(output, isJson);
            }

            output.Write("]"u8);
            return;
        }

        var writer = new PacketWriter(output);
        writer.WriteArrayHeader(_answers.Length);
        writer.Flush();
        foreach (HttpAnswer answer in _answers)
        {
            answer.Write(output, isJson);
        }
    }

    /// <summary>The result of an atom is where it belongs.</summary>
    public void Complete(Reaction reaction)
    {
        AnswerOf(reaction).Complete(reaction);
        Answered();
    }

    public override void Deliver(Reaction reaction, ReadOnlySpan<byte> result)
    {
        AnswerOf(reaction).Succeed(reaction, result);
        Answered();
    }

    public override void Fail(Reaction reaction, in AtomError error)
    {
        AnswerOf(reaction).Fail(reaction, error);
        Answered();
    }

    private static ReadOnlyMemory<byte> IdOf(byte[] bytes, (int Start, AtomFields Fields) atom)
    {
        ReadOnlyMemory<byte> id = bytes.AsMemory(atom.Start + atom.Fields.Id.Start, atom.Fields.Id.Length);
        return bytes.Length <= HeldRoom.Small ? id : id.ToArray();
    }

    private void Answered()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _done.TrySetResult();
        }
    }
}
