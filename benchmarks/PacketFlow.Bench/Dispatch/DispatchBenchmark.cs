using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using PacketFlow.CompilerServices;

namespace PacketFlow.Bench;

/// <summary>From the raw bytes of group and element to inside the handler, beside a FrozenDictionary asked by span.</summary>
internal static class DispatchBenchmark
{
    private const int Operations = 2_000_000;

    // Asked in turn, so that neither the branch predictor nor a cache line serves one name alone.
    private const int Asked = 8;

    public static Table Run()
    {
        var table = new Table(
            "dispatch: from the UTF-8 bytes of group and element to inside the handler; medians of one run, in turn",
            "who", "elements", "ns", "bytes");
        Measure.Figures[] small = Contend(table, 10);
        Measure.Figures[] large = Contend(table, 500);
        table.Ratio("10 elements, to FrozenDictionary by span", small[0].Nanoseconds / small[1].Nanoseconds, 1);
        table.Ratio("500 elements, to FrozenDictionary by span", large[0].Nanoseconds / large[1].Nanoseconds, 1);
        table.Ratio("500 elements, to 10", large[0].Nanoseconds / small[0].Nanoseconds, 1.5);
        table.Ratio("bytes allocated", small[0].Bytes + large[0].Bytes, 0);
        return table;
    }

    private static Measure.Figures[] Contend(Table table, int elements)
    {
        CountingHandler[] handlers = [.. Enumerable.Range(0, elements).Select(static i => new CountingHandler(Invariant($"process_order_{i}")))];
        ElementTable dispatch = ElementTable.Create([new Module(handlers)]);
        byte[][] names = [.. Enumerable.Range(0, Asked).Select(i => Encoding.UTF8.GetBytes(handlers[i * (elements - 1) / Asked].Element.Name))];
        string[] keys = [.. names.Select(static name => "df:" + Encoding.UTF8.GetString(name))];
        var frozen = handlers.ToFrozenDictionary(static handler => "df:" + handler.Element.Name, static handler => (ElementHandler)handler, StringComparer.Ordinal);
        FrozenDictionary<string, ElementHandler>.AlternateLookup<ReadOnlySpan<char>> bySpan = frozen.GetAlternateLookup<ReadOnlySpan<char>>();
        var call = new NoCall();

        Measure.Figures[] figures = Measure.Interleaved(
            Operations,
            count =>
            {
                for (int i = 0; i < count; i++)
                {
                    var payload = default(PacketReader);
                    _ = dispatch.Find("df"u8, names[i & (Asked - 1)])!.InvokeAsync(ref payload, call);
                }
            },
            count =>
            {
                for (int i = 0; i < count; i++)
                {
                    var payload = default(PacketReader);
                    _ = bySpan[keys[i & (Asked - 1)].AsSpan()].InvokeAsync(ref payload, call);
                }
            });

        string number = elements.ToString(CultureInfo.InvariantCulture);
        table.Row("PacketFlow, by bytes", number, Table.Number(figures[0].Nanoseconds), Table.Number(figures[0].Bytes, 0));
        table.Row("FrozenDictionary, by span of a ready key", number, Table.Number(figures[1].Nanoseconds), Table.Number(figures[1].Bytes, 0));
        return figures;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private sealed class CountingHandler(string name) : ElementHandler(new Element(AtomGroup.Df, name))
    {
        public int Calls { get; private set; }

        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
        {
            Calls++;
            return default;
        }
    }

    private sealed class Module(ElementHandler[] handlers) : IPacketFlowModule
    {
        public string Name => "Bench";

        public IReadOnlyList<ElementHandler> Handlers => handlers;
    }

    private sealed class NoCall : AtomCall
    {
        public override object? Target => null;

        public override AtomContext Context => throw new InvalidOperationException("No handler here asks for it.");

        public override CancellationToken Cancellation => default;

        protected override PacketWriter BeginResult() => throw new InvalidOperationException("No handler here has a result.");

        protected override void EndResult(ref PacketWriter writer)
        {
        }
    }
}
