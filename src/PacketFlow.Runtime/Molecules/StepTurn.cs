using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Core;
using PacketFlow.Observability;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Molecules;

/// <summary>
/// A try that is handled here, where the step's group runs things one at a time: it waits for the key in its group's lane as an atom of
/// that element would. Its deadline and its token are the run's.
/// </summary>
/// <param name="element">The element: of one without a body the handler's, which knows the resource.</param>
/// <param name="running">The try.</param>
/// <param name="run">Performs it.</param>
/// <param name="reactor">Whose lane it is.</param>
internal sealed class StepTurn(Element element, StepTry running, Func<StepTry, ValueTask<RunOccurrence>> run, LocalReactor reactor) : ElementHandler(element)
{
    private static readonly TurnCaller s_caller = new(hasControl: true);
    private static readonly TurnCaller s_limited = new(hasControl: false);
    private static readonly NoThread s_noThread = new();

    private readonly TaskCompletionSource<RunOccurrence> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether what is of a group has to wait for its turn. Of the others as many may run as like.</summary>
    public static bool IsFor(AtomGroup group) => group is AtomGroup.Cf or AtomGroup.Mc or AtomGroup.Rm;

    /// <summary>Performs the try when its turn comes. It never throws.</summary>
    public async ValueTask<RunOccurrence> TakeAsync()
    {
        var reaction = new Reaction(reactor, running.HasControl ? s_caller : s_limited) { Tag = this, RequestTrace = Trace() };

        // The run is the key of what is control flow in it.
        var options = new SubmitOptions { CorrelationId = running.Start.Run, Timeout = running.Start.Acting.Timeout, Attempt = running.Start.Attempt };
        reaction.Take(running.Start.Payload, running.Start.Payload.Length, 0, options, CancellationToken.None);
        reactor.Accept(reaction, reactor.SiteOf(this), s_noThread, reactor.Time.GetTimestamp());
        CancellationTokenRegistration stop = running.Cancellation.UnsafeRegister(static atom => ((Reaction)atom!).Cancel(ReactorErrors.Cancelled), reaction);
        await using (stop.ConfigureAwait(false))
        {
            return await _end.Task.ConfigureAwait(false);
        }
    }

    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.CompleteAsync(RunAsync((Reaction)call));
    }

    private async ValueTask RunAsync(Reaction reaction)
    {
        running.CallWith(reactor.ClientFor(reactor, reaction));
        _end.TrySetResult(await run(running).ConfigureAwait(false));
    }

    // The turn is a span below the try's, though it comes on another thread.
    private static byte[] Trace() => AtomActivities.IsOn ? AtomActivities.Current(stackalloc byte[TraceParent.Length]).ToArray() : [];

    private void Refuse(in AtomError error) =>
        _end.TrySetResult(RunOccurrence.TryEnded(running.Start, new RunError(error.Code, error.Category, error.Message, error.RetryAfter)));

    private static void Refuse(Reaction reaction, in AtomError error) => ((StepTurn)reaction.Tag!).Refuse(error);

    /// <summary>What a turn gave, the turn itself has told.</summary>
    private sealed class TurnCaller : Caller
    {
        public TurnCaller(bool hasControl)
        {
            IsInside = true;
            HasControl = hasControl;
        }

        public override void Deliver(Reaction reaction, ReadOnlySpan<byte> result)
        {
        }

        public override void Fail(Reaction reaction, in AtomError error) => Refuse(reaction, error);
    }

    /// <summary>A turn never runs on the thread that brings it: that one has the run to go on with.</summary>
    private sealed class NoThread : InlineHost
    {
        public override bool MayRun => false;

        public override bool TryClaim() => false;

        public override PacketWriter BeginResult(Reaction reaction) => throw new InvalidOperationException("Nothing runs here.");

        public override void EndResult(Reaction reaction, ref PacketWriter writer)
        {
        }

        public override void Fail(Reaction reaction, in AtomError error) => Refuse(reaction, error);

        public override void Leave(Reaction reaction)
        {
        }
    }
}
