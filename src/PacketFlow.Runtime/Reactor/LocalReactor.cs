using System.Text;
using PacketFlow.CompilerServices;
using PacketFlow.Observability;
using PacketFlow.Protocol;

namespace PacketFlow.Reactor;

/// <summary>Runs atoms in this process: finds each one's handler and lane, and sees that it gets one answer in time.</summary>
internal sealed partial class LocalReactor : IAsyncDisposable
{
    private readonly ElementTable _table;
    private readonly ReactorSettings _settings;
    private readonly ResultMemory _memory;
    private readonly TargetSource _targets;
    private readonly Lane[] _lanes;
    private readonly Lane _runs;

    public LocalReactor(
        ModuleSet modules, TargetSource targets, IReactorObserver observer, IHealthSource health, ReactorSettings settings, TimeProvider time, IServiceProvider services,
        IReadOnlyList<ElementHandler> runs)
    {
        Time = time;
        Services = services;
        Observer = observer;
        Health = health;
        _settings = settings;
        _targets = targets;
        long levelTicks = Ticks(settings.PriorityLevel.TotalSeconds);
        _lanes = [.. PeriodicTable.Groups.Select(Lane (group) => group is AtomGroup.Cf or AtomGroup.Mc or AtomGroup.Rm
            ? new SerialLane(group, settings.LaneCapacity, settings.Threads, levelTicks, time)
            : new ParallelLane(group, settings.LaneCapacity, settings.Threads, levelTicks, time))];
        Middleware = modules.Middleware(services);
        _runs = new ParallelLane(AtomGroup.Cf, settings.LaneCapacity, settings.Threads, levelTicks, time);
        ElementSite Site(ElementHandler handler) => new(handler, LaneOf(handler), targets, Middleware, time, settings.QuickLimit);
        _table = ElementTable.Create(new CoreModule(health, runs).With(modules.Modules).Select(module => new HandlerModule(module.Name, [.. module.Handlers.Select(Site)])));
        _offered = [.. Offered(_table.Handlers.Select(static handler => handler.Element))];
        _suggestions = new LogGate(time, TimeSpan.FromMilliseconds(1));
        _memory = new ResultMemory(time, settings.RememberedResults, settings.RememberedBytes, settings.RememberFor);
        Remotes = new RemoteElements(group => Lane(group), targets, Middleware, time);
        Held = new HeldRoom(settings.HeldBytes);
        Deadlines = new DeadlineWheel(time);
        Watchdog = new Watchdog(time);
        LendAfterTicks = Ticks(settings.LendAfter.TotalSeconds);
        ReportAfterTicks = Ticks(settings.ReportAfter.TotalSeconds);
    }

    public TimeProvider Time { get; }

    public IServiceProvider Services { get; }

    public IReactorObserver Observer { get; }

    /// <summary>What stands around every handler, outermost first.</summary>
    public IAtomMiddleware[] Middleware { get; }

    /// <summary>How the reactor is.</summary>
    public IHealthSource Health { get; }

    /// <summary>Room for what atoms from outside bring.</summary>
    public HeldRoom Held { get; }

    public DeadlineWheel Deadlines { get; }

    public Watchdog Watchdog { get; }

    public long LendAfterTicks { get; }

    public long ReportAfterTicks { get; }

    public int MaxDepth => _settings.MaxDepth;

    public bool TellsFailures => _settings.TellsFailures;

    public IReadOnlyList<Lane> Lanes => _lanes;

    /// <summary>The elements that run here, and those that peers have registered.</summary>
    public IEnumerable<Element> Elements =>
        _table.Handlers.Select(static handler => handler.Element).UnionBy(Remotes.Elements, static element => element.ToString(), StringComparer.Ordinal);

    /// <summary>Makes the client that a handler calls others with.</summary>
    public required Func<LocalReactor, Reaction, IPacketFlowClient> ClientFor { get; init; }

    public Lane Lane(AtomGroup group) => _lanes[(int)group];

    public long Ticks(double seconds) => (long)Math.Min(seconds * Time.TimestampFrequency, long.MaxValue / 4);

    /// <summary>The handler of an address, or null.</summary>
    public ElementSite? Find(ReadOnlySpan<byte> group, ReadOnlySpan<byte> element) =>
        (ElementSite?)_table.Find(group, element) ?? (Remotes.IsEmpty ? null : Remotes.Find(Encoding.UTF8.GetString(group), Encoding.UTF8.GetString(element)));

    /// <summary>The handler of an address, or null.</summary>
    public ElementSite? Find(AtomGroup group, string element) =>
        (ElementSite?)_table.Find(group, element) ?? (Remotes.IsEmpty ? null : Remotes.Find(PeriodicTable.GroupCode(group), element));

    /// <summary>Has a peer handle elements.</summary>
    /// <returns>A collective that has its handler already, for which nothing was added; or null.</returns>
    public Element? Register(IReadOnlyCollection<(AtomGroup Group, string Element)> elements, IRemotePeer peer) =>
        elements.Where(static element => element.Group == AtomGroup.Co).Select(element => _table.Find(element.Group, element.Element)).FirstOrDefault(static here => here is not null)?.Element
            ?? Remotes.Add(elements, peer);

    /// <summary>A place for something that runs once, in the lane of its group.</summary>
    public ElementSite SiteOf(ElementHandler handler) => new(handler, LaneOf(handler), _targets, [], Time, _settings.QuickLimit);

    /// <summary>The elements that peers handle for this reactor.</summary>
    public RemoteElements Remotes { get; }

    /// <summary>Takes an atom that came as bytes. When this returns, the atom has ended in its host, or stands for itself.</summary>
    /// <param name="reaction">The atom.</param>
    /// <param name="message">The bytes in which its fields stand.</param>
    /// <param name="host">Where it may run at once.</param>
    /// <param name="now">When it came.</param>
    public void Accept(Reaction reaction, ReadOnlySpan<byte> message, InlineHost host, long now)
    {
        ref readonly AtomFields fields = ref reaction.Fields;
        if (fields.Problem is { } problem)
        {
            Refuse(reaction, host, ReactorErrors.Malformed(problem, fields.ProblemCode));
        }
        else if (TooLong(fields) is { } tooLong)
        {
            Refuse(reaction, host, ReactorErrors.TooLong(tooLong, _settings));
        }
        else if (Find(fields.Group.In(message), fields.Element.In(message)) is { } site)
        {
            Accept(reaction, site, host, now);
        }
        else
        {
            Refuse(reaction, host, Unhandled(reaction.Caller, fields.Group.In(message), fields.Element.In(message)));
        }
    }

    /// <summary>Takes an atom whose handler is known.</summary>
    public void Accept(Reaction reaction, ElementSite site, InlineHost host, long now)
    {
        reaction.Assign(site, now);
        if (IsClosedTo(reaction.Caller))
        {
            Refuse(reaction, host, ReactorErrors.DrainingUnstarted);
        }
        else if (site.IsControl && !reaction.Caller.HasControl)
        {
            Refuse(reaction, host, ReactorErrors.NeedsControl(site.Element));
        }
        else if (reaction.Caller.IsFull)
        {
            Refuse(reaction, host, ReactorErrors.TooManyInFlight(reaction.Caller.MaxInFlight));
        }
        else if (!reaction.TryHold())
        {
            Refuse(reaction, host, NoRoom(reaction));
        }
        else if (reaction.IdempotencyKey is null && site.Quickness.IsShown && host.MayRun && !reaction.Caller.Knows(reaction) && site.Lane.TryEnter(reaction))
        {
            reaction.RunIn(host, now);
        }
        else if (site.Lane.WouldWaitForItself(reaction))
        {
            site.Lane.Abandon(reaction);
            reaction.LetGo();
            Refuse(reaction, host, ReactorErrors.SelfWait);
        }
        else
        {
            Queue(reaction, site, host);
        }
    }

    public ValueTask DisposeAsync()
    {
        Deadlines.Dispose();
        Watchdog.Dispose();
        return default;
    }

    /// <summary>Waits for the end of what an atom used.</summary>
    public async Task ObserveAsync(ValueTask disposal, Element element)
    {
        try
        {
            await disposal.ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Observer.HandlerFailed(element, "", failure);
        }
    }

    /// <summary>What a handler threw on purpose concerns its caller alone; the rest is told.</summary>
    public void Observe(Reaction reaction, Exception failure)
    {
        if (failure is HostFailure ours)
        {
            Observer.HostFailed(reaction.Site.Element, ours);
        }
        else if (failure is not (PacketFlowException or OperationCanceledException))
        {
            Observer.HandlerFailed(reaction.Site.Element, reaction.Id, failure);
        }
    }

    // A pipeline waits for its steps and holds nothing meanwhile.
    private Lane LaneOf(ElementHandler handler) => handler is IHoldsNoLane ? _runs : Lane(handler.Element.Group);
}
