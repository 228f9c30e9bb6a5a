using System.Text;

namespace PacketFlow.CompilerServices;

public class ElementTableTests
{
    [Fact]
    public void Find_own_name_gives_the_handler()
    {
        var handler = new Handler(AtomGroup.Df, "uppercase");

        ElementTable table = Table(handler, new Handler(AtomGroup.Cf, "uppercase"));

        table.Find("df"u8, "uppercase"u8).ShouldBeSameAs(handler);
        table.Find(AtomGroup.Df, "uppercase").ShouldBeSameAs(handler);
    }

    [Theory]
    [InlineData("tr")]
    [InlineData("transform")]
    [InlineData("morph")]
    public void Find_alias_gives_the_handler(string name)
    {
        var handler = new Handler(AtomGroup.Df, "transform", "morph");

        Table(handler).Find("df"u8, Encoding.UTF8.GetBytes(name)).ShouldBeSameAs(handler);
    }

    [Fact]
    public void Find_canonical_name_reaches_a_handler_declared_by_alias()
    {
        var handler = new Handler(AtomGroup.Df, "tr");

        Table(handler).Find("df"u8, "transform"u8).ShouldBeSameAs(handler);
    }

    [Theory]
    [InlineData("df", "upper")]
    [InlineData("df", "")]
    [InlineData("cf", "uppercase")]
    [InlineData("d", "uppercase")]
    [InlineData("", "uppercase")]
    [InlineData("dff", "uppercase")]
    [InlineData("DF", "uppercase")]
    public void Find_unknown_address_gives_null(string group, string name) =>
        Table(new Handler(AtomGroup.Df, "uppercase")).Find(Encoding.UTF8.GetBytes(group), Encoding.UTF8.GetBytes(name)).ShouldBeNull();

    [Fact]
    public void Find_name_longer_than_any_gives_null() =>
        Table(new Handler(AtomGroup.Df, "uppercase")).Find(AtomGroup.Df, new string('x', 100_000)).ShouldBeNull();

    [Fact]
    public void Find_in_empty_table_gives_null() => Table().Find("df"u8, "x"u8).ShouldBeNull();

    [Fact]
    public void Find_each_of_thousands_gives_its_own_handler()
    {
        Handler[] handlers = [.. Enumerable.Range(0, 3000).Select(static i => new Handler((AtomGroup)(i % 6), $"element_with_a_long_name_{i / 6}"))];

        ElementTable table = Table(handlers);

        foreach (Handler handler in handlers)
        {
            table.Find(handler.Element.Group, handler.Element.Name).ShouldBeSameAs(handler);
        }
    }

    [Fact]
    public void Find_allocates_nothing()
    {
        ElementTable table = Table(new Handler(AtomGroup.Df, "uppercase"));
        table.Find("df"u8, "uppercase"u8);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            table.Find("df"u8, "uppercase"u8);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Create_with_one_address_twice_names_both_owners()
    {
        var first = new Module("Shop", new Handler(AtomGroup.Df, "transform"));
        var second = new Module("Billing", new Handler(AtomGroup.Df, "tr"));

        var failure = Should.Throw<InvalidOperationException>(() => ElementTable.Create([first, second]));

        failure.Message.ShouldContain("df:transform of Shop");
        failure.Message.ShouldContain("df:tr of Billing");
    }

    private static ElementTable Table(params Handler[] handlers) => ElementTable.Create([new Module("Test", handlers)]);

    private sealed class Module(string name, params ElementHandler[] handlers) : IPacketFlowModule
    {
        public string Name => name;

        public IReadOnlyList<ElementHandler> Handlers => handlers;
    }

    private sealed class Handler(AtomGroup group, string name, params string[] aliases)
        : ElementHandler(new Element(group, name) { Aliases = aliases })
    {
        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call) => default;
    }
}
