using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>The other side of a connection as a reactor: it has registered elements, and gets submits for them.</summary>
internal sealed class Peer(Connection connection) : IRemotePeer, IDisposable
{
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(":@/");

    private readonly ConcurrentDictionary<uint, Pending> _pending = new();
    private readonly ConcurrentDictionary<string, uint> _byId = new(StringComparer.Ordinal);
    private uint _sequence;
    private bool _isText;
    private volatile bool _isGone;

    /// <summary>Takes a JSON peer's elements.</summary>
    public void RegisterText(ReadOnlySpan<byte> payload, uint sequence, Scratch replies)
    {
        _isText = true;
        string? problem;
        try
        {
            problem = Register(PacketCodec.FromJson(payload));
        }
        catch (PacketFormatException malformed)
        {
            problem = malformed.Message;
        }

        if (problem is not null)
        {
            connection.WriteTextError(replies, sequence, ReactorErrors.Malformed(problem));
            return;
        }

        int start = replies.Length;
        connection.Framing.Begin(replies, isText: true);
        JsonWriting.BeginFrame(replies, "register"u8, sequence);
        replies.Write("{\"ok\":true}"u8);
        JsonWriting.EndFrame(replies);
        connection.Framing.End(replies, start, isText: true);
    }

    /// <summary>Takes a peer's elements from the data of a register message.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Register(ReadOnlySpan<byte> data)
    {
        var elements = new List<(AtomGroup Group, string Element)>();
        var reader = new PacketReader(data);
        if (data.IsEmpty || reader.PeekKind() != PacketKind.Map)
        {
            return "expected an object with elements, as in [\"df:transform\"]";
        }

        for (int left = reader.EnterMap(); left > 0; left--)
        {
            if (!reader.ReadKey().SequenceEqual("elements"u8))
            {
                reader.Skip();
                continue;
            }

            for (int count = reader.EnterArray(); count > 0; count--)
            {
                string address = reader.ReadString();
                int colon = address.IndexOf(':', StringComparison.Ordinal);
                if (colon < 0 || !PeriodicTable.TryParseGroup(address[..colon], out AtomGroup group) || !IsName(address.AsSpan(colon + 1)))
                {
                    return $"elements: '{address}' is no address such as df:transform";
                }

                elements.Add((group, address[(colon + 1)..]));
            }

            reader.Leave();
        }

        foreach ((AtomGroup group, string element) in elements)
        {
            connection.Reactor.Remotes.Add(group, element, this);
        }

        return null;
    }

    public async Task<FlowValue> RunAsync(Element element, AtomContext context, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var pending = new Pending(context.Id, element, new TaskCompletionSource<FlowValue>(TaskCreationOptions.RunContinuationsAsynchronously));
        uint sequence = Interlocked.Increment(ref _sequence);
        _pending[sequence] = pending;
        _byId[context.Id] = sequence;
        try
        {
            if (_isGone)
            {
                throw Gone(element).ToException(context.Id);
            }

            Send(sequence, context, payload.Span);
            return await pending.Result.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _pending.TryRemove(sequence, out _);
            _byId.TryRemove(new KeyValuePair<string, uint>(context.Id, sequence));
        }
    }

    /// <summary>Takes a JSON peer's answer. A sequence of zero, or an unknown one, is matched by the packet's id.</summary>
    public void AnswerText(uint sequence, ReadOnlySpan<byte> payload, bool isError)
    {
        try
        {
            Answer(sequence, PacketCodec.FromJson(payload), isError);
        }
        catch (PacketFormatException)
        {
            // An answer that is none: its atom will end by its deadline.
        }
    }

    /// <summary>Takes a peer's answer.</summary>
    public void Answer(uint sequence, ReadOnlySpan<byte> data, bool isError)
    {
        PeerAnswer answer = PeerAnswer.Read(data, isError);
        if (!_pending.TryGetValue(sequence, out Pending? pending)
            && !(answer.AtomId is { } id && _byId.TryGetValue(id, out uint known) && _pending.TryGetValue(known, out pending)))
        {
            return;
        }

        if (answer.Error is { } error)
        {
            pending.Result.TrySetException(error.ToException(pending.Id));
        }
        else
        {
            pending.Result.TrySetResult(answer.Data.IsEmpty ? FlowValue.Nil : FlowValue.Parse(answer.Data.In(data)));
        }
    }

    /// <summary>The connection has ended: its elements are handled by others, and what was sent has no known outcome.</summary>
    public void Dispose()
    {
        _isGone = true;
        connection.Reactor.Remotes.Remove(this);
        foreach (Pending pending in _pending.Values)
        {
            pending.Result.TrySetException(Lost(pending).ToException(pending.Id));
        }
    }

    // What may stand in an address on the wire.
    private static bool IsName(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= 64 && !name.ContainsAny(Unsafe) && !name.ContainsAnyInRange('A', 'Z') && !name.ContainsAnyInRange('\0', ' ');

    private static AtomError Lost(Pending pending) => new(
        ErrorCodes.OutcomeUnknown,
        pending.Element.Idempotent ? ErrorCategory.Retryable : ErrorCategory.Fatal,
        $"The peer that handled {pending.Element} was lost; the outcome is unknown.");

    private static AtomError Gone(Element element) =>
        new(ErrorCodes.Unavailable, ErrorCategory.Retryable, $"The peer that handles {element} has gone.", TimeSpan.FromSeconds(1));

    private void Send(uint sequence, AtomContext context, ReadOnlySpan<byte> payload)
    {
        Scratch scratch = Scratch.Rent();
        connection.Framing.Begin(scratch, _isText);
        if (_isText)
        {
            JsonWriting.BeginFrame(scratch, "submit"u8, sequence);
            JsonWriting.Packet(scratch, context, payload, Seconds(context));
            JsonWriting.EndFrame(scratch);
        }
        else
        {
            var writer = new PacketWriter(scratch);
            MessageWriter.BeginMessage(ref writer, MessageType.Submit, sequence, connection.UnixSeconds);
            MessageWriter.Atom(ref writer, context, payload, Seconds(context));
            writer.Flush();
        }

        connection.Framing.End(scratch, 0, _isText);
        connection.Out.Append(scratch.Written);
        scratch.Return();
    }

    // What is left of the atom's time.
    private double Seconds(AtomContext context) =>
        context.Deadline is { } deadline ? Math.Max(0.001, (deadline - connection.Reactor.Time.GetUtcNow()).TotalSeconds) : 0;

    private sealed record Pending(string Id, Element Element, TaskCompletionSource<FlowValue> Result);
}
