using System.Buffers;
using PacketFlow.CompilerServices;
using PacketFlow.Protocol;

namespace PacketFlow.Reactor;

/// <summary>
/// cf:seq runs <c>{id, steps: [{g, e, d}], timeout, input}</c>: each step gets its own d with the result before it as <c>input</c>. It holds
/// no lane while it waits for its steps; its control-flow steps have the run as their key.
/// </summary>
internal sealed class SequenceHandler() : ElementHandler(new Element(AtomGroup.Cf, "seq") { MaxTimeout = TimeSpan.FromHours(1), Timeout = TimeSpan.FromMinutes(5) }), IHoldsNoLane
{
    private static readonly string[] Keys = ["id", "input", "timeout", "steps", "durable"];
    private static readonly string[] StepKeys = ["g", "e", "d"];

    private const int MaxSteps = 1000;

    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
    {
        string id = "seq";
        FlowValue input = FlowValue.Nil;
        var steps = new List<Step>();
        double timeout = 0;
        var seen = default(SeenKeys);
        for (int left = payload.EnterMap(); left > 0; left--)
        {
            ReadOnlySpan<byte> key = payload.ReadKey();
            if (seen.IsRepeated(key, Keys) is { } repeated)
            {
                payload.ThrowDuplicate(repeated);
            }

            if (key.SequenceEqual("id"u8))
            {
                id = payload.ReadString();
            }
            else if (key.SequenceEqual("input"u8))
            {
                input = FlowValue.Read(ref payload);
            }
            else if (key.SequenceEqual("timeout"u8))
            {
                timeout = ReadTimeout(ref payload);
            }
            else if (key.SequenceEqual("steps"u8))
            {
                ReadSteps(ref payload, steps);
            }
            else if (key.SequenceEqual("durable"u8) && payload.ReadBoolean())
            {
                throw Refused("d.durable: a pipeline is not kept; for one that survives a crash send its steps to cf:run as a document, {document: {id, steps, bonds}, input}");
            }
            else if (!key.SequenceEqual("durable"u8))
            {
                payload.Skip();
            }
        }

        return steps.Count == 0
            ? throw Refused("d.steps: expected an array of one step or more")
            : call.CompleteAsync(RunAsync(id, steps, input, timeout, call.Context, call.Cancellation), Formatter<FlowValue>.Default);
    }

    // The atom's own time ends it in any case, so that more than the element may have says no more than that.
    private double ReadTimeout(ref PacketReader payload)
    {
        if (payload.TryReadNil())
        {
            return 0;
        }

        double seconds = payload.ReadDouble();
        return seconds > 0 ? Math.Min(seconds, Element.MaxTimeout.TotalSeconds) : throw Refused("d.timeout: expected seconds above zero");
    }

    private static void ReadSteps(ref PacketReader payload, List<Step> steps)
    {
        int count = payload.EnterArray();
        if (count > MaxSteps)
        {
            throw new ElementException(ErrorCodes.TooLarge, ErrorCategory.Fatal, $"d.steps: {count} of at most {MaxSteps}");
        }

        for (int index = 0; index < count; index++)
        {
            string? group = null, element = null;
            FlowValue data = FlowValue.Nil;
            var seen = default(SeenKeys);
            for (int left = payload.EnterMap(); left > 0; left--)
            {
                ReadOnlySpan<byte> key = payload.ReadKey();
                if (seen.IsRepeated(key, StepKeys) is { } repeated)
                {
                    payload.ThrowDuplicate(repeated);
                }

                if (key.SequenceEqual("g"u8))
                {
                    group = payload.ReadString();
                }
                else if (key.SequenceEqual("e"u8))
                {
                    element = payload.ReadString();
                }
                else if (key.SequenceEqual("d"u8))
                {
                    data = FlowValue.Read(ref payload);
                }
                else
                {
                    payload.Skip();
                }
            }

            payload.Leave();
            if (group is null || element is null || !PeriodicTable.TryParseGroup(group, out _))
            {
                throw Refused($"d.steps[{index}]: a step needs g, one of the six groups, and e");
            }

            if (data.Kind is not (PacketKind.Nil or PacketKind.Map))
            {
                throw Refused($"d.steps[{index}].d: expected a map, which the result before it joins as input");
            }

            steps.Add(new Step(group, element, data));
        }

        payload.Leave();
    }

    private static async Task<FlowValue> RunAsync(
        string id, List<Step> steps, FlowValue input, double timeoutSeconds, AtomContext context, CancellationToken cancellationToken)
    {
        TimeProvider time = (TimeProvider?)context.Services.GetService(typeof(TimeProvider)) ?? TimeProvider.System;
        string run = Guid.CreateVersion7().ToString("n");
        using var deadline = new CancellationTokenSource(timeoutSeconds > 0 ? TimeSpan.FromSeconds(timeoutSeconds) : Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var durations = new List<long>();
        FlowValue value = input;
        for (int index = 0; index < steps.Count; index++)
        {
            long started = time.GetTimestamp();
            var options = new SubmitOptions { Id = $"{id}:{run}_{index}", CorrelationId = run };
            try
            {
                value = await context.Client.SubmitAsync(steps[index].Group, steps[index].Element, steps[index].With(value), options, either.Token).ConfigureAwait(false);
            }
            catch (PacketFlowException failure)
            {
                bool tooLate = deadline.IsCancellationRequested && failure.Code == ErrorCodes.Cancelled;
                return Failed(tooLate ? ErrorCodes.TimedOut : failure.Code, tooLate ? $"The pipeline was not done within {timeoutSeconds} s." : failure.Message, durations);
            }

            durations.Add((long)time.GetElapsedTime(started).TotalMilliseconds);
        }

        return Succeeded(value, durations);
    }

    private static FlowValue Succeeded(FlowValue result, List<long> durations)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new PacketWriter(bytes);
        writer.WriteMapHeader(4);
        writer.WriteUtf8("success"u8);
        writer.WriteBoolean(true);
        writer.WriteUtf8("result"u8);
        writer.WriteRaw(result.Bytes);
        WriteTrace(ref writer, durations);
        writer.WriteUtf8("total_duration"u8);
        writer.WriteInt64(durations.Sum());
        writer.Flush();
        return FlowValue.Parse(bytes.WrittenSpan);
    }

    private static FlowValue Failed(string code, string message, List<long> durations)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new PacketWriter(bytes);
        writer.WriteMapHeader(4);
        writer.WriteUtf8("success"u8);
        writer.WriteBoolean(false);
        writer.WriteUtf8("error"u8);
        writer.WriteMapHeader(2);
        writer.WriteUtf8("code"u8);
        writer.WriteString(code);
        writer.WriteUtf8("message"u8);
        writer.WriteString(message);
        writer.WriteUtf8("completed_steps"u8);
        writer.WriteInt32(durations.Count);
        WriteTrace(ref writer, durations);
        writer.Flush();
        return FlowValue.Parse(bytes.WrittenSpan);
    }

    private static void WriteTrace(ref PacketWriter writer, List<long> durations)
    {
        writer.WriteUtf8("trace"u8);
        writer.WriteArrayHeader(durations.Count);
        for (int index = 0; index < durations.Count; index++)
        {
            writer.WriteMapHeader(2);
            writer.WriteUtf8("step"u8);
            writer.WriteInt32(index);
            writer.WriteUtf8("duration"u8);
            writer.WriteInt64(durations[index]);
        }
    }

    private static ElementException Refused(string message) => new(ErrorCodes.PayloadMismatch, ErrorCategory.Fatal, message);

    private sealed record Step(string Group, string Element, FlowValue Data)
    {
        /// <summary>The step's own data, and the result before it as its input.</summary>
        public FlowValue With(FlowValue input)
        {
            var bytes = new ArrayBufferWriter<byte>();
            var writer = new PacketWriter(bytes);
            var members = new List<(byte[] Key, byte[] Value)>();
            if (!Data.IsNil)
            {
                var reader = new PacketReader(Data.Bytes);
                for (int left = reader.EnterMap(); left > 0; left--)
                {
                    bool isInput = reader.PeekKind() == PacketKind.String && IsInput(reader);
                    byte[] key = reader.ReadRaw().ToArray();
                    byte[] value = reader.ReadRaw().ToArray();
                    if (!isInput)
                    {
                        members.Add((key, value));
                    }
                }
            }

            writer.WriteMapHeader(members.Count + 1);
            foreach ((byte[] key, byte[] value) in members)
            {
                writer.WriteRaw(key);
                writer.WriteRaw(value);
            }

            writer.WriteUtf8("input"u8);
            writer.WriteRaw(input.Bytes);
            writer.Flush();
            return FlowValue.Parse(bytes.WrittenSpan);
        }

        private static bool IsInput(PacketReader reader) => reader.ReadUtf8().SequenceEqual("input"u8);
    }
}
