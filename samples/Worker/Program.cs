var builder = Host.CreateApplicationBuilder(args);
builder.AddPacketFlow(flow => flow.AddElements());
builder.Services.AddHostedService<Worker.Ticker>();
builder.Build().Run();
