using PacketFlow.CompilerServices;
using PacketFlow.Testing.Faking;

namespace PacketFlow.Testing.Processes;

/// <summary>A handler, or what stands in for it.</summary>
internal sealed class WatchedHandler(ElementHandler handler, TestProcess process) : ElementHandler(handler.Element)
{
    public override Type? TargetType => handler.TargetType;

    // A molecule's class is made for each try. Where the step is faked, it may need what the test does not have.
    public override object CreateTarget(IServiceProvider services) =>
        process.FakeOf(Element) is { IsInstead: true } fake ? fake : handler.CreateTarget(services);

    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
    {
        if (process.IsDead)
        {
            return new ValueTask(new TaskCompletionSource().Task);
        }

        ValueTask running = Run(ref payload, call);
        return running.IsCompleted ? running : process.Follow(call.Context, running);
    }

    private ValueTask Run(ref PacketReader payload, AtomCall call)
    {
        if (process.FakeOf(Element) is not { } fake)
        {
            return handler.InvokeAsync(ref payload, call);
        }

        PacketReader ahead = payload;
        byte[] bytes = ahead.ReadRaw().ToArray();
        if (fake.IsInstead)
        {
            return call.CompleteAsync(fake.RunAsync(bytes, call.Context, call.Cancellation), Formatter<FlowValue>.Default);
        }

        return fake.Notice(bytes, call.Context) is { } failure ? ValueTask.FromException(failure) : handler.InvokeAsync(ref payload, call);
    }
}
