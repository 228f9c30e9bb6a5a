namespace PacketFlow.Reactor;

/// <summary>Puts middleware around what it stands around: the first that was registered is the outermost.</summary>
internal static class MiddlewareChain
{
    public static AtomDelegate Around(IAtomMiddleware[] middleware, AtomDelegate inner)
    {
        AtomDelegate next = inner;
        for (int i = middleware.Length - 1; i >= 0; i--)
        {
            IAtomMiddleware one = middleware[i];
            AtomDelegate within = next;
            next = context => one.InvokeAsync(context, within);
        }

        return next;
    }
}
