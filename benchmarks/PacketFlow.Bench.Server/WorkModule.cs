using System.Globalization;
using PacketFlow.CompilerServices;

namespace PacketFlow.Bench;

/// <summary>So many elements more, each with the handler that the generator would write for it.</summary>
internal sealed class WorkModule(int count) : IPacketFlowModule
{
    public string Name => "PacketFlow.Bench.Work";

    public IReadOnlyList<ElementHandler> Handlers { get; } =
        [.. Enumerable.Range(0, count).Select(static i => new WorkHandler(string.Create(CultureInfo.InvariantCulture, $"work_{i}")))];

    private sealed class WorkHandler(string name) : ElementHandler(new Element<TransformRequest, Transformed>(AtomGroup.Df, name))
    {
        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
        {
            TransformRequest request = Formatter<TransformRequest>.Default.Read(ref payload);
            return call.Complete(TransformElements.Transform(request), Formatter<Transformed>.Default);
        }
    }
}
