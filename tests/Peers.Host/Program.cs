var builder = WebApplication.CreateSlimBuilder(args);
builder.AddPacketFlow(flow => flow.AddElements());
var app = builder.Build();
app.MapPacketFlow();
app.Run();
