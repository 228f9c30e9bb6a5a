using System.Text;
using PacketFlow.Chemistry;
using PacketFlow.Observability;
using PacketFlow.Protocol;

namespace PacketFlow.Reactor;

// How an atom is refused before it has a lane: one that is too long, one for which there is no room, and one that nobody handles, which is told whether its caller may
// have it, or which name was probably meant.
internal sealed partial class LocalReactor
{
    private readonly LogGate _suggestions;
    private readonly Element[] _offered;

    // Nothing runs yet: the host is the atom's for certain.
    private void Refuse(Reaction reaction, InlineHost host, in AtomError error)
    {
        Observer.Rejected(error.Code);
        host.Fail(reaction, error);
    }

    private AtomError NoRoom(Reaction reaction)
    {
        Observer.NoRoom(reaction.Site.Element, reaction.Payload.Length, Held.Taken, Held.Limit);
        return ReactorErrors.NoRoom(Held.Limit);
    }

    /// <summary>What a caller in this process may not say either, since others would have to carry it; null if it may.</summary>
    public AtomError? TooLong(SubmitOptions options)
    {
        string? field = IsLonger(options.Id, _settings.MaxIdBytes) ? "id"
            : IsLonger(options.CorrelationId, _settings.MaxCorrelationBytes) ? "cid"
            : IsLonger(options.IdempotencyKey, _settings.MaxIdBytes) ? "k"
            : IsLonger(options.RoutingKey, _settings.MaxIdBytes) ? "rk"
            : null;
        return field is null ? null : ReactorErrors.TooLong(field, _settings);
    }

    private static bool IsLonger(string? text, int bytes) => text is not null && Encoding.UTF8.GetByteCount(text) > bytes;

    private string? TooLong(in AtomFields fields) =>
        fields.Id.Length > _settings.MaxIdBytes ? "id"
        : fields.Element.Length > _settings.MaxElementBytes ? "e"
        : fields.CorrelationId.Length > _settings.MaxCorrelationBytes ? "cid"
        : fields.IdempotencyKey.Length > _settings.MaxIdBytes ? "k"
        : fields.RoutingKey.Length > _settings.MaxIdBytes ? "rk"
        : null;

    private string? TooLong(List<string> dependencies) => dependencies.Exists(id => IsLonger(id, _settings.MaxIdBytes)) ? "dependencies" : null;

    // Who may not have such an element does not learn whether it is here.
    private AtomError Unhandled(Caller caller, ReadOnlySpan<byte> group, ReadOnlySpan<byte> element) =>
        !caller.HasControl && PeriodicTable.TryParseGroup(Encoding.UTF8.GetString(group), out AtomGroup known) && Encoding.UTF8.GetString(element) is { Length: > 0 } name && ControlScope.Covers(known, name)
            ? ReactorErrors.NeedsControl(group, element)
            : NoHandler(group, element);

    /// <summary>Says that nobody handles an address, and which one is like it. To look costs more than to refuse: a flood of wrong names
    /// is refused alone.</summary>
    public AtomError NoHandler(ReadOnlySpan<byte> group, ReadOnlySpan<byte> element) => ReactorErrors.NoHandler(
        group, element, _suggestions.TryPass(out _) ? Nearest(Encoding.UTF8.GetString(group), Encoding.UTF8.GetString(element)) : null);

    // The same name of another group is nearer than another name of the same one.
    private string? Nearest(string group, string element)
    {
        Element[] offered = Remotes.IsEmpty ? _offered : [.. _offered, .. Offered(Remotes.Elements)];
        return offered.FirstOrDefault(other => other.Name == element)?.ToString()
            ?? (EditDistance.Nearest(element, offered.Where(other => PeriodicTable.GroupCode(other.Group) == group).Select(static other => other.Name)) is { } name
                ? $"{group}:{name}"
                : null);
    }

    // What changes the system is not for everybody, and not told to everybody.
    private static IEnumerable<Element> Offered(IEnumerable<Element> elements) => elements.Where(static element => !ControlScope.Covers(element));
}
