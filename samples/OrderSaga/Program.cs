using Shop;

var builder = WebApplication.CreateBuilder(args);
builder.AddPacketFlow(static flow => flow.AddElements().AddSqlite());
builder.Services.AddHostedService<Shopkeeper>();
var app = builder.Build();
app.MapPacketFlow();
app.Run();
