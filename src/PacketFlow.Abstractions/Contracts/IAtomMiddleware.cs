namespace PacketFlow;

/// <summary>
/// A concern that cuts across elements: it stands around every handler of the host, and around the steps of molecules that run there. Registered with <c>flow.Use&lt;T&gt;()</c>, made once
/// for the host, called in the order of registration. To refuse an atom, throw an <see cref="ElementException"/>.
/// </summary>
public interface IAtomMiddleware
{
    /// <summary>Runs around an atom.</summary>
    /// <param name="context">The atom.</param>
    /// <param name="next">The rest of the way; await it once.</param>
    ValueTask InvokeAsync(AtomContext context, AtomDelegate next);
}
