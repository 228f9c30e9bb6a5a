namespace PacketFlow.Chemistry;

/// <summary>One element of the registry. Its timeouts are null where its group's hold.</summary>
internal sealed record KnownElement(string Name, string[] Aliases, double? DefaultSeconds = null, double? MaximumSeconds = null);
