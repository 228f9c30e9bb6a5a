using System.Globalization;
using System.Text;
using PacketFlow.Protocol;

namespace PacketFlow.Reactor;

/// <summary>The words of what a reactor refuses, and what may be done about each.</summary>
internal static class ReactorErrors
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(1);

    public static AtomError SameIdInFlight { get; } = new(
        ErrorCodes.Conflict, ErrorCategory.Fatal, "An atom with this id is still in flight. Give each atom an id of its own.");

    public static AtomError SameIdInBatch { get; } = new(
        ErrorCodes.Conflict, ErrorCategory.Fatal, "The id stands twice in this batch. Give each atom an id of its own.");

    public static AtomError CallerGone { get; } = new(
        ErrorCodes.Cancelled, ErrorCategory.Fatal, "The connection that submitted the atom was closed.");

    public static AtomError Cancelled { get; } = new(ErrorCodes.Cancelled, ErrorCategory.Fatal, "Cancelled by its caller.");

    public static AtomError DrainingUnstarted { get; } = new(
        ErrorCodes.Unavailable, ErrorCategory.Retryable, "The reactor is shutting down; the atom did not start.", SoonAgain);

    public static AtomError Expired { get; } = new(
        ErrorCodes.Expired, ErrorCategory.Fatal, "The atom's time to live passed before it could start. Give it a longer ttl, or send less at once.");

    public static AtomError FirstFailed { get; } = new(
        ErrorCodes.Unavailable, ErrorCategory.Retryable, "The first atom with this idempotency key failed just now; try again.", SoonAgain);

    public static AtomError SelfWait { get; } = new(
        ErrorCodes.SelfWait,
        ErrorCategory.Fatal,
        "The call would wait for the key that its own caller holds. Give it another correlation id, or call after the handler has returned.");

    public static AtomError DependencyFailed(string id) => new(ErrorCodes.DependencyFailed, ErrorCategory.Fatal, $"The packet '{Show(Encoding.UTF8.GetBytes(id))}' that this one depends on failed. Send both again.");

    public static AtomError DependencyNeverCame { get; } = new(
        ErrorCodes.DependencyFailed, ErrorCategory.Fatal, "A packet that this one depends on did not complete on this connection in time. Send it over the same connection, or give this one a longer timeout_ms.");

    public static AtomError TooManyInFlight(int limit) => new(
        ErrorCodes.Overloaded, ErrorCategory.Retryable, string.Create(CultureInfo.InvariantCulture, $"This caller has {limit} atoms in flight already. Wait for some of them, or raise PacketFlow:Limits:in_flight."), SoonAgain);

    public static AtomError TooManyConnections(int limit) => new(
        ErrorCodes.Unavailable,
        ErrorCategory.Retryable,
        string.Create(CultureInfo.InvariantCulture, $"All {limit} connections are taken. Come again later, or raise PacketFlow:Limits:connections."),
        SoonAgain);

    public static AtomError Unfinished(int limit) => new(
        ErrorCodes.Overloaded,
        ErrorCategory.Retryable,
        string.Create(CultureInfo.InvariantCulture, $"Its rest did not come while others needed the room: all that is unfinished may take {limit} bytes. Send it again without pauses, or raise PacketFlow:Limits:unfinished_bytes."),
        SoonAgain);

    public static AtomError NoRoom(long limit) => new(
        ErrorCodes.Overloaded,
        ErrorCategory.Retryable,
        string.Create(CultureInfo.InvariantCulture, $"There is no room for its payload: those of all unanswered atoms may take {limit} bytes. Come again later, send less at once, or raise PacketFlow:Limits:held_bytes."),
        SoonAgain);

    public static AtomError LaneFull(AtomGroup group, int capacity) => new(
        ErrorCodes.Overloaded,
        ErrorCategory.Retryable,
        string.Create(CultureInfo.InvariantCulture, $"The {PeriodicTable.GroupCode(group)} lane is full with {capacity} atoms waiting. Come again later, or raise PacketFlow:Limits:lane_queue."),
        SoonAgain);

    /// <summary>Nobody here handles it.</summary>
    /// <param name="group">The group.</param>
    /// <param name="element">The element.</param>
    /// <param name="meant">The address that was probably meant, or null.</param>
    public static AtomError NoHandler(ReadOnlySpan<byte> group, ReadOnlySpan<byte> element, string? meant = null) => element.Contains((byte)'@')
        ? new(ErrorCodes.Forbidden, ErrorCategory.Fatal, $"{Show(group)}:{Show(element)} is a step: it is run by its molecule.")
        : new(ErrorCodes.NoHandler, ErrorCategory.Routing, $"No handler for {Show(group)}:{Show(element)}.{(meant is null ? "" : $" Did you mean {meant}?")}");

    /// <summary>What changes the system itself is not for everybody.</summary>
    public static AtomError NeedsControl(Element element) => NeedsControl(element.ToString());

    /// <inheritdoc cref="NeedsControl(Element)"/>
    public static AtomError NeedsControl(ReadOnlySpan<byte> group, ReadOnlySpan<byte> element) => NeedsControl($"{Show(group)}:{Show(element)}");

    /// <summary>A peer wants to handle what changes the system itself.</summary>
    public static AtomError HandlesControl(string address) => new(
        ErrorCodes.Forbidden, ErrorCategory.Fatal, $"elements: {address} changes the system itself; it is handled in the reactor's own process alone. Leave it out.");

    /// <summary>An atom for several parties would reach one of them.</summary>
    public static AtomError HandledAlready(Element element) => new(
        ErrorCodes.Conflict,
        ErrorCategory.Fatal,
        $"elements: {element} is handled already, and an atom of it is for all its parties: it is not divided between two. Register another name, and have one handler ask both.");

    /// <summary>There are no numbers here: they are given where there is a table of reactors.</summary>
    public static AtomError NoReactor(ushort number) => new(
        ErrorCodes.NoReactor, ErrorCategory.Routing, $"dst: there is no reactor {number} here; send 0, or leave it out.");

    public static AtomError Malformed(string problem, string? code = null) => new(code ?? ErrorCodes.PayloadMismatch, ErrorCategory.Fatal, problem);

    public static AtomError TooLong(string field, ReactorSettings settings)
    {
        (int limit, string key) = field switch
        {
            "e" => (settings.MaxElementBytes, "element_name_bytes"),
            "cid" => (settings.MaxCorrelationBytes, "correlation_id_bytes"),
            _ => (settings.MaxIdBytes, "atom_id_bytes"),
        };
        return new AtomError(
            ErrorCodes.TooLarge, ErrorCategory.Fatal, string.Create(CultureInfo.InvariantCulture, $"{field}: longer than {limit} bytes, which is PacketFlow:Limits:{key}"));
    }

    public static AtomError TooDeep(PacketFlowException tooDeep) => AtomError.Of(tooDeep) with { Message = $"{tooDeep.Message}, which is PacketFlow:Limits:depth" };

    public static AtomError TimedOut(Element element, TimeSpan timeout) => new(
        ErrorCodes.TimedOut, IfRepeatable(element), string.Create(CultureInfo.InvariantCulture, $"{element} was not done within {timeout.TotalSeconds} s. Ask for a longer timeout, up to the element's MaxTimeoutSeconds."));

    public static AtomError DrainingStarted(Element element) => new(
        ErrorCodes.OutcomeUnknown, IfRepeatable(element), "The reactor shut down while the atom ran; its outcome is unknown.");

    /// <summary>What a caller is told of an exception: its own words if it failed on purpose, and no internals otherwise.</summary>
    public static AtomError Thrown(Element element, Exception failure, bool writing, bool tells = false) => failure switch
    {
        PacketFormatException unreadable when !writing => new AtomError(unreadable.Code, unreadable.Category, UnderData(unreadable)),
        PacketFormatException unwritable => new AtomError(
            ErrorCodes.HandlerFailed, ErrorCategory.Fatal, $"The result of {element} cannot be encoded: {unwritable.Message}"),
        HostFailure ours when !tells => AtomError.Of(ours) with { Message = ours.ForCallers },
        PacketFlowException known => AtomError.Of(known),
        _ => new AtomError(ErrorCodes.HandlerFailed, IfRepeatable(element), tells ? $"The handler of {element} threw {failure}" : $"The handler of {element} threw {failure.GetType().Name}. The reactor's log says more."),
    };

    private static AtomError NeedsControl(string address) => new(
        ErrorCodes.Forbidden,
        ErrorCategory.Fatal,
        $"{address} changes the system and needs the control scope, which no connection has. Submit it in the reactor's own process, with the IPacketFlowClient of its services.");

    private static ErrorCategory IfRepeatable(Element element) => element.Idempotent ? ErrorCategory.Retryable : ErrorCategory.Fatal;

    // The payload stands under the atom's d, and so do the paths in it.
    private static string UnderData(PacketFormatException failure) => failure.Path.Length == 0 ? $"d: {failure.Message}"
        : failure.Path[0] == '[' ? "d" + failure.Message
        : "d." + failure.Message;

    // Names come from outside: cut, and without what could break a line.
    private static string Show(ReadOnlySpan<byte> name)
    {
        string text = Encoding.UTF8.GetString(name[..Math.Min(name.Length, 64)]);
        return text.AsSpan().ContainsAnyInRange('\0', '\x1F') ? string.Concat(text.Select(static letter => char.IsControl(letter) ? '?' : letter)) : text;
    }
}
