namespace PacketFlow.Reactor;

/// <summary>An atom as the reactor takes it.</summary>
/// <param name="Group">The element's group.</param>
/// <param name="Element">The element's name as the sender spelled it.</param>
/// <param name="Payload">The encoded payload.</param>
/// <param name="Options">What the sender said about it.</param>
internal sealed record Atom(AtomGroup Group, string Element, ReadOnlyMemory<byte> Payload, SubmitOptions Options)
{
    private string? _id;

    /// <summary>Made when somebody asks for it: most atoms end without.</summary>
    public string Id => _id ??= Options.Id ?? Guid.CreateVersion7().ToString("n");
}
