using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace PacketFlow.Bench;

/// <summary>A web application with a reactor, on ports of its own choice. It ends with its standard input.</summary>
internal static class Served
{
    public static async Task RunAsync(int elements)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["PacketFlow:Listen:Http"] = "http://127.0.0.1:0";
        builder.Configuration["PacketFlow:Listen:Tcp"] = "tcp://127.0.0.1:0";
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddPacketFlow(flow => flow.AddElements().Add(new WorkModule(elements - 1)));
        WebApplication app = builder.Build();
        app.MapPacketFlow();
        await app.StartAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ready http={new Uri(app.Urls.First()).Port}"));
        while (await Console.In.ReadLineAsync() is not null)
        {
        }

        await app.StopAsync();
    }
}
