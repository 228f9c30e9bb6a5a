using Crash;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.ClearProviders().AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSingleton<Ledger>();
builder.AddPacketFlow(static flow => flow.AddElements().AddSqlite().AddPostgreSql());
if (builder.Configuration["trips"] is not null)
{
    builder.Services.AddHostedService<Traveller>();
}

builder.Build().Run();
