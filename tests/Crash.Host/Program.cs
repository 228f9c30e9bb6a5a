using Crash;
using PacketFlow.Molecules.Journals;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.ClearProviders().AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSingleton<Ledger>();
builder.AddPacketFlow(static flow => flow.AddElements().AddSqlite().AddPostgreSql());
if (builder.Configuration["trips"] is not null)
{
    builder.Services.AddSingleton<JournalWatch>();
    Func<IServiceProvider, object> journal = builder.Services.Last(static service => service.ServiceType == typeof(RunJournal)).ImplementationFactory!;
    builder.Services.AddSingleton<RunJournal>(provider =>
    {
        var watch = provider.GetRequiredService<JournalWatch>();
        object inner = journal(provider);
        return inner is SharedJournal shared ? new WatchedSharedJournal(shared, watch) : new WatchedJournal((RunJournal)inner, watch);
    });
    builder.Services.AddHostedService<Traveller>();
}

builder.Build().Run();
