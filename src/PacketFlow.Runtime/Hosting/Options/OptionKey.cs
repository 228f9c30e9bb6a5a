namespace PacketFlow.Hosting;

/// <summary>A configuration key that was asked for.</summary>
/// <param name="Path">Below <c>PacketFlow</c>, as the documentation writes it; <c>N</c> stands for a place in a list.</param>
/// <param name="Default">What stands without it.</param>
/// <param name="Allowed">What it may be.</param>
internal sealed record OptionKey(string Path, string Default, string Allowed);
