using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

internal sealed partial class Connection
{
    private DependencyBook? _dependencies;

    /// <summary>Whether the peer has spoken JSON: then it gets heartbeats.</summary>
    public bool SpeaksText { get; set; }

    /// <summary>Its packets that wait for others. The loop and threads that answer may ask for it first at one moment: there is one for all.</summary>
    public DependencyBook Dependencies =>
        Volatile.Read(ref _dependencies) ?? Interlocked.CompareExchange(ref _dependencies, new DependencyBook(Reactor), null) ?? _dependencies!;

    /// <summary>Writes a result as JSON; what JSON cannot carry is told instead.</summary>
    public void WriteText(Scratch output, Reaction reaction, ReadOnlySpan<byte> result)
    {
        int start = output.Length;
        try
        {
            Framing.Begin(output, isText: true);
            JsonWriting.BeginFrame(output, "result"u8, reaction.Sequence);
            JsonWriting.Result(output, reaction.IdBytes, result, reaction.DurationMilliseconds, reaction.ClampedSeconds);
            JsonWriting.EndFrame(output);
            Framing.End(output, start, isText: true);
        }
        catch (PacketFormatException unwritable)
        {
            output.Truncate(start);
            WriteText(output, reaction, ReactorErrors.Thrown(reaction.Site.Element, unwritable, writing: true));
            return;
        }

        Dependencies.Completed(reaction, succeeded: true);
    }

    /// <summary>Writes the failure of a packet as JSON.</summary>
    public void WriteText(Scratch output, Reaction reaction, in AtomError error)
    {
        int start = output.Length;
        Framing.Begin(output, isText: true);
        JsonWriting.BeginFrame(output, "result"u8, reaction.Sequence);
        JsonWriting.Failure(output, reaction.IdBytes, error, reaction.DurationMilliseconds);
        JsonWriting.EndFrame(output);
        Framing.End(output, start, isText: true);
        if (!reaction.IdBytes.IsEmpty)
        {
            Dependencies.Completed(reaction, succeeded: false);
        }
    }

    /// <summary>Writes a fault of the protocol as JSON.</summary>
    public void WriteTextError(Scratch output, uint sequence, in AtomError error)
    {
        int start = output.Length;
        Framing.Begin(output, isText: true);
        JsonWriting.BeginFrame(output, "error"u8, sequence);
        JsonWriting.Error(output, error);
        JsonWriting.EndFrame(output);
        Framing.End(output, start, isText: true);
    }

    /// <summary>Tells a JSON peer that this side is alive.</summary>
    public void SendHeartbeat()
    {
        Scratch scratch = Scratch.Rent();
        Framing.Begin(scratch, isText: true);
        JsonWriting.BeginFrame(scratch, "heartbeat"u8, 0);
        System.Buffers.BuffersExtensions.Write(scratch, "{\"timestamp\":"u8);
        JsonWriting.Number(scratch, Reactor.Time.GetUtcNow().ToUnixTimeMilliseconds());
        JsonWriting.EndFrame(scratch);
        JsonWriting.EndFrame(scratch);
        Framing.End(scratch, 0, isText: true);
        Out.Append(scratch.Written);
        scratch.Return();
    }
}
