using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>From an atom's bytes to the user's method. The generator derives one class for each handler.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ElementHandler
{
    /// <summary>Makes the handler of an element.</summary>
    /// <param name="element">The element.</param>
    protected ElementHandler(Element element)
    {
        ArgumentNullException.ThrowIfNull(element);
        Element = element;
    }

    /// <summary>The element that it handles.</summary>
    public Element Element { get; }

    /// <summary>The class whose instance handles the atoms, or null if the method is static.</summary>
    public virtual Type? TargetType => null;

    /// <summary>Makes an instance of <see cref="TargetType"/> where the user did not register one.</summary>
    /// <param name="services">What its constructor gets its arguments from.</param>
    public virtual object CreateTarget(IServiceProvider services) =>
        throw new InvalidOperationException($"The handler of {Element} is static and has no target.");

    /// <summary>
    /// Reads the payload, calls the user's method and hands its result to the call. The payload is read before this returns, so its
    /// buffer may be reused then, although the result may come later.
    /// </summary>
    /// <param name="payload">Stands at the payload's first byte.</param>
    /// <param name="call">The atom's call.</param>
    public abstract ValueTask InvokeAsync(ref PacketReader payload, AtomCall call);
}
