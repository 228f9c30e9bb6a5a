namespace PacketFlow;

/// <summary>What comes next around an atom: another middleware, or the handler.</summary>
/// <param name="context">The atom.</param>
public delegate ValueTask AtomDelegate(AtomContext context);
