using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.CompilerServices;

namespace PacketFlow.Reactor;

/// <summary>One atom's call, its result kept in memory.</summary>
internal sealed class LocalCall(
    Atom atom, object? target, IServiceProvider services, DateTimeOffset deadline, CancellationToken cancellation) : AtomCall
{
    private readonly ArrayBufferWriter<byte> _result = new();
    private AtomContext? _context;

    public override object? Target => target;

    public override CancellationToken Cancellation => cancellation;

    public override AtomContext Context => _context ??= new AtomContext
    {
        Id = atom.Id,
        Group = atom.Group,
        Element = atom.Element,
        Priority = atom.Options.Priority ?? 5,
        CorrelationId = atom.Options.CorrelationId,
        IdempotencyKey = atom.Options.IdempotencyKey,
        Deadline = deadline,
        Client = services.GetRequiredService<IPacketFlowClient>(),
        Services = services,
    };

    public ReadOnlyMemory<byte> Result => _result.WrittenMemory;

    protected override PacketWriter BeginResult() => new(_result);

    protected override void EndResult(ref PacketWriter writer) => writer.Flush();
}
