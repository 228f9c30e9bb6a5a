namespace PacketFlow;

/// <summary>A typed reference to an element: what <c>Elements.Df.Transform</c> is.</summary>
/// <typeparam name="TIn">The payload that it takes; <see cref="Nothing"/> if none.</typeparam>
/// <typeparam name="TOut">The result that it gives; <see cref="Nothing"/> if none.</typeparam>
/// <param name="group">Its group.</param>
/// <param name="name">Its name on the wire.</param>
public sealed class Element<TIn, TOut>(AtomGroup group, string name) : Element(group, name), IElement<TIn, TOut>;
