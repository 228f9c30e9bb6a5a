using Shop;

var builder = Host.CreateApplicationBuilder(args);
builder.AddPacketFlow(static flow => flow.AddElements().AddSqlite());
builder.Services.AddHostedService<Shopkeeper>();
builder.Build().Run();
