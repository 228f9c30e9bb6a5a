using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tour.Handlers;
using Tour.Molecules;
using Tour.Payloads;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Configuration["PacketFlow:Listen:Tcp"] = "off"; // it calls itself alone, and opens no door
builder.AddPacketFlow(flow => flow.AddElements());
using IHost host = builder.Build();
await host.StartAsync();
IPacketFlowClient client = host.Services.GetRequiredService<IPacketFlowClient>();

// Typed, from the request to the result.
Console.WriteLine(await client.SubmitAsync(Elements.Df.Uppercase, "hello"));
Console.WriteLine(await client.SubmitAsync(Elements.Df.ProcessData, new Numbers([1, 2, 3])));

var order = new Order("o-1", "Ada", [new OrderLine("lamp", 2, 19.95m), new OrderLine("bulb", 4, 1.50m)]) { Priority = Priority.Urgent };
Console.WriteLine(await client.SubmitAsync(Elements.Df.PriceOrder, order));
Console.WriteLine(await client.SubmitAsync(Elements.Ed.NotifyCustomer, order));

// By names known at run time, through an alias; the result is untyped.
Console.WriteLine(await client.SubmitAsync("df", "sum_doubled", new Numbers([4, 5])));

// A pipeline does not compile when a step does not fit the one before.
Console.WriteLine(await client.RunPipelineAsync(Pipeline.Start(Elements.Ed.NotifyCustomer).Then(Elements.Df.Uppercase), order));

// A failure is a value for those who do not want to catch it.
AtomResult<int> reserved = await client.TrySubmitAsync(Elements.Rm.ReserveStock, order);
Console.WriteLine(reserved.IsSuccess ? "reserved" : reserved.Error!.Code);

// Payloads as bytes and as JSON.
byte[] bytes = PacketCodec.Serialize(order);
Console.WriteLine(PacketCodec.ToJson(bytes));
Console.WriteLine(PacketCodec.Deserialize<Order>(PacketCodec.FromJson(PacketCodec.ToJson(bytes))).Priority);
Console.WriteLine(PacketCodec.ToJson(PacketCodec.Serialize<Payment>(new Payment.ByCard(12.50m, "4111"))));
Console.WriteLine(PacketCodec.Deserialize<Category>(PacketCodec.Serialize(new Category("all", [new Category("light", [])]))).Children[0].Name);

// What the compiler knows of a molecule.
Console.WriteLine(string.Join(" | ", OrderFulfilment.Plan.Waves.Select(static wave => string.Join(", ", wave))));
Console.WriteLine(OrderFulfilment.Mermaid);
await host.StopAsync();
