using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

// The least that answers over HTTP: what a start is held against. It says its port and ends with its standard input.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
WebApplication app = builder.Build();
app.MapGet("/", static () => "hello");
await app.StartAsync();
Console.WriteLine($"ready http={new Uri(app.Urls.First()).Port}");
while (Console.ReadLine() is not null)
{
}

await app.StopAsync();
