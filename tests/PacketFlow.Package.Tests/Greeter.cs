namespace PacketFlow.Packages;

/// <summary>The program of a user who has one handler.</summary>
internal static class Greeter
{
    public const string Program = """
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
        builder.Configuration["PacketFlow:Listen:Tcp"] = "tcp://127.0.0.1:0";
        builder.AddPacketFlow(flow => flow.AddElements());
        using IHost host = builder.Build();
        await host.StartAsync();
        IPacketFlowClient client = host.Services.GetRequiredService<IPacketFlowClient>();
        Greeting greeting = await client.SubmitAsync(Elements.Df.Greet, new Person("Ada"));
        Console.WriteLine(greeting.Text);
        await host.StopAsync();

        public sealed record Person(string Name);

        public sealed record Greeting(string Text);

        public static class Greeter
        {
            [Element("df", "greet")]
            public static Greeting Greet(Person person) => new($"Hello, {person.Name}!");
        }
        """;
}
