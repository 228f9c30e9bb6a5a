namespace PacketFlow.Client;

/// <summary>What is sent of an atom beside its id and payload.</summary>
/// <param name="Group">The element's group.</param>
/// <param name="Element">The element's name.</param>
/// <param name="Options">What its caller says about it.</param>
/// <param name="TimeoutSeconds">Its timeout; none when zero.</param>
/// <param name="Batch">The batch whose message it goes in, or null.</param>
internal readonly record struct Submission(AtomGroup Group, string Element, SubmitOptions Options, double TimeoutSeconds, WireBatch? Batch);
