namespace PacketFlow.Client;

/// <summary>An atom as its caller hands it in.</summary>
/// <param name="Group">The element's group.</param>
/// <param name="Element">The element's name.</param>
/// <param name="Known">What the caller knows of the element beside its address, or null.</param>
/// <param name="Payload">The payload.</param>
/// <param name="PayloadFormatter">Writes it.</param>
/// <param name="ResultFormatter">Reads the result.</param>
/// <param name="Options">What is said about this atom.</param>
internal readonly record struct AtomRequest<TIn, TOut>(
    AtomGroup Group, string Element, Element? Known, TIn Payload, Formatter<TIn> PayloadFormatter, Formatter<TOut> ResultFormatter, SubmitOptions Options);
