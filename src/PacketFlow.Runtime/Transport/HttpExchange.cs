using System.Buffers;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>
/// The atoms of one HTTP request. They run on the threads of their lanes; the answers come in the order of the atoms, in the format of the
/// request.
/// </summary>
internal sealed class HttpExchange(LocalReactor reactor, bool isJson) : Caller
{
    private readonly List<Answer> _answers = [];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = 1;

    /// <summary>The trace context of the request, for atoms that bring none.</summary>
    public byte[] TraceParent { get; init; } = [];

    /// <summary>The status of the one answer, or of a batch.</summary>
    public int StatusOf(int index) => _answers[index].Error is { } error ? HttpStatus.Of(error.Code) : HttpStatus.Ok;

    /// <summary>When the failed atom may be tried again, if that is known.</summary>
    public TimeSpan? RetryAfterOf(int index) => _answers[index].Error?.RetryAfter;

    /// <summary>Takes an atom. Its fields stand in bytes that live until the exchange is over.</summary>
    public void Submit(byte[] bytes, in AtomFields atom)
    {
        var answer = new Answer(this);
        _answers.Add(answer);
        Interlocked.Increment(ref _left);
        var reaction = new Reaction(reactor, this) { Tag = answer, RequestTrace = TraceParent };
        answer.Id = atom.Id.In(bytes).ToArray();
        reaction.Take(bytes, 0, atom, 0, 0);
        reactor.Accept(reaction, bytes, answer, reactor.Time.GetTimestamp());
    }

    /// <summary>Takes an atom that cannot be one.</summary>
    public void Refuse(in AtomError error) => _answers.Add(new Answer(this) { Error = error });

    /// <summary>Waits until every atom is answered; when the requester leaves, they are cancelled.</summary>
    public async Task CompleteAsync(CancellationToken requesterLeft)
    {
        using CancellationTokenRegistration registration = requesterLeft.UnsafeRegister(static exchange => ((HttpExchange)exchange!).CancelAll(), this);
        Answered();
        await _done.Task.ConfigureAwait(false);
    }

    /// <summary>Writes one answer.</summary>
    public void Write(IBufferWriter<byte> output, int index) => _answers[index].Write(output, isJson);

    /// <summary>Writes all answers as an array.</summary>
    public void WriteAll(IBufferWriter<byte> output)
    {
        if (isJson)
        {
            output.Write("["u8);
            for (int i = 0; i < _answers.Count; i++)
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
        writer.WriteArrayHeader(_answers.Count);
        writer.Flush();
        foreach (Answer answer in _answers)
        {
            answer.Write(output, isJson);
        }
    }

    public override void Deliver(Reaction reaction, ReadOnlySpan<byte> result) => ((Answer)reaction.Tag!).Succeed(reaction, result);

    public override void Fail(Reaction reaction, in AtomError error) => ((Answer)reaction.Tag!).Fail(reaction, error);

    private void Answered()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _done.TrySetResult();
        }
    }

    private sealed class Answer(HttpExchange exchange) : InlineHost
    {
        private ArrayBufferWriter<byte>? _result;
        private long _duration;
        private double _clamped;

        public byte[] Id { get; set; } = [];

        public AtomError? Error { get; set; }

        // Nobody takes the request's thread away from a handler that holds it, so none runs there: it would miss its deadline.
        public override bool MayRun => false;

        public override bool TryClaim() => true;

        public override PacketWriter BeginResult(Reaction reaction) => new(_result = new ArrayBufferWriter<byte>());

        public override void EndResult(Reaction reaction, ref PacketWriter writer) => Complete(reaction);

        public override void Fail(Reaction reaction, in AtomError error)
        {
            Error = error;
            Complete(reaction);
        }

        public override void Leave(Reaction reaction)
        {
        }

        public void Succeed(Reaction reaction, ReadOnlySpan<byte> result)
        {
            _result = new ArrayBufferWriter<byte>(Math.Max(1, result.Length));
            _result.Write(result);
            Complete(reaction);
        }

        public void Write(IBufferWriter<byte> output, bool isJson)
        {
            if (isJson)
            {
                WriteJson(output);
            }
            else
            {
                WriteMessagePack(output);
            }
        }

        private void Complete(Reaction reaction)
        {
            _duration = reaction.DurationMilliseconds;
            _clamped = reaction.ClampedSeconds;
            exchange.Answered();
        }

        private void WriteJson(IBufferWriter<byte> output)
        {
            if (Error is { } error)
            {
                JsonWriting.Failure(output, Id, error, _duration);
                return;
            }

            var text = new ArrayBufferWriter<byte>();
            try
            {
                JsonWriting.Result(text, Id, _result!.WrittenSpan, _duration, _clamped);
                output.Write(text.WrittenSpan);
            }
            catch (PacketFormatException unwritable)
            {
                JsonWriting.Failure(output, Id, new AtomError(
                    ErrorCodes.HandlerFailed, ErrorCategory.Fatal, $"The result cannot be encoded as JSON: {unwritable.Message}"), _duration);
            }
        }

        private void WriteMessagePack(IBufferWriter<byte> output)
        {
            var writer = new PacketWriter(output);
            if (Error is { } error)
            {
                MessageWriter.ErrorData(ref writer, Id, error);
            }
            else
            {
                writer.WriteMapHeader(_clamped > 0 ? 4 : 3);
                writer.WriteUtf8("atom_id"u8);
                writer.WriteUtf8(Id);
                writer.WriteUtf8("data"u8);
                writer.WriteRaw(_result!.WrittenSpan);
                MessageWriter.EndResult(ref writer, _duration, _clamped);
            }

            writer.Flush();
        }
    }
}
