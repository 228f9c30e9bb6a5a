using System.Buffers;
using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>One try of a step with a body, in this process.</summary>
internal sealed class StepCall(StepRunner runner, ActiveRun run, StartTry start, object? target, IServiceProvider services) : AtomCall
{
    private const int LargestKept = 64 * 1024;

    // A result is written in one go, and copied when it is there.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    private AtomContext? _context;

    public override object? Target => target;

    public override CancellationToken Cancellation => run.CancellationOf(start);

    public override AtomContext Context => _context ??= new AtomContext
    {
        Id = start.Key,
        Group = start.Acting.Element.Group,
        Element = start.Acting.Element.Name,
        Priority = start.Acting.Element.Priority,
        CorrelationId = run.Id,
        Attempt = start.Attempt,
        IdempotencyKey = start.Key,
        Deadline = start.Acting.Timeout is { } limit ? runner.Time.GetUtcNow() + limit : null,
        RunId = run.Id,
        Step = start.Acting.Name,
        Client = runner.Client(services),
        Services = services,
    };

    public byte[] Result { get; private set; } = [];

    protected override PacketWriter BeginResult()
    {
        ArrayBufferWriter<byte> buffer = t_buffer ?? new ArrayBufferWriter<byte>(256);
        t_buffer = buffer;
        buffer.ResetWrittenCount();
        return new PacketWriter(buffer);
    }

    protected override void EndResult(ref PacketWriter writer)
    {
        writer.Flush();
        Result = t_buffer!.WrittenSpan.ToArray();
        t_buffer = t_buffer.Capacity > LargestKept ? null : t_buffer;
    }
}
