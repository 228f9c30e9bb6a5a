using Generated.LibraryA;
using Generated.LibraryB;

namespace PacketFlow.Generated.Tests;

/// <summary>What the generator made in a real build of three projects, run by a real host.</summary>
public class CompositionTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public async Task Own_element_runs() =>
        (await host.Client.SubmitAsync(Elements.Df.Greet, null)).ShouldBe("greet nobody");

    [Fact]
    public async Task Internal_handler_of_a_library_runs_and_gets_its_services() =>
        (await host.Client.SubmitAsync(Elements.Cf.PlaceOrder, new Order(1, ["tea"]))).Items.ShouldBe(["tea", "EUR"]);

    [Fact]
    public async Task Null_result_of_a_library_arrives()
    {
        Order? found = await host.Client.SubmitAsync(Elements.Cf.FindOrder, -1);

        found.ShouldBeNull();
    }

    [Fact]
    public async Task Internal_payload_of_a_friend_can_be_named() =>
        (await host.Client.SubmitAsync(Elements.Rm.TakeTicket, new Ticket(1))).Number.ShouldBe(2);

    [Fact]
    public async Task Library_submits_to_another_library() =>
        (await Shipping.PlaceAsync(host.Client, new Order(2, []))).Items.ShouldBe(["EUR"]);

    [Fact]
    public async Task Library_without_nullable_and_usings_runs() =>
        (await host.Client.SubmitAsync(Elements.Co.ShipOrder, new Order(3, ["a", "b"]))).ShouldBe("3: a+b");

    [Fact]
    public async Task Libraries_with_types_of_equal_names_both_run()
    {
        (await host.Client.SubmitAsync(Elements.Ed.NumberInA, 1)).ShouldBe(2);
        (await host.Client.SubmitAsync(Elements.Ed.NumberInB, 1)).ShouldBe(3);
    }

    [Fact]
    public async Task Equal_names_are_told_apart_by_address()
    {
        var payload = PacketCodec.Deserialize<FlowValue>(PacketCodec.FromJson("""{ "text": "read" }"""));

        FlowValue note = await host.Client.SubmitAsync("df", "note_in_b", payload);

        note["text"].AsString().ShouldBe("read by B");
    }

    [Fact]
    public async Task Alias_leads_to_the_handler_of_a_library()
    {
        FlowValue order = await host.Client.SubmitAsync("cf", "order", new Order(4, []));

        order["id"].AsInt64().ShouldBe(4);
    }

    [Fact]
    public async Task Pipeline_takes_and_gives_the_nulls_that_its_first_and_last_element_allow()
    {
        Pipeline<string?, Order?> pipeline = Pipeline.Start(Elements.Df.CountLetters).Then(Elements.Cf.FindOrder);

        (await host.Client.RunPipelineAsync(pipeline, "ab")).ShouldNotBeNull().Id.ShouldBe(2);
        (await host.Client.RunPipelineAsync(pipeline, null)).ShouldBeNull();
    }

    [Fact]
    public void Reference_to_an_element_elsewhere_is_typed_and_has_no_handler()
    {
        Element<double, double> element = Elements.Mc.WeighUp;

        element.Name.ShouldBe("weigh_up");
        Should.Throw<InvalidOperationException>(() => OwnElements.WeighUp(1)).Message.ShouldContain("Submit it through the client");
    }

    [Fact]
    public void Options_of_a_library_are_known() => Elements.Cf.PlaceOrder.Timeout.ShouldBe(TimeSpan.FromSeconds(12));
}
