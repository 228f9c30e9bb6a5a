namespace PacketFlow.Generated.Tests;

internal static partial class OwnElements
{
    [Element("df", "greet")]
    public static string Greet(string? name, AtomContext context) => $"{context.Element} {name ?? "nobody"}";

    [Element("df", "count_letters")]
    public static int CountLetters(string? text) => text?.Length ?? -1;

    /// <summary>Lives in a program that this one does not reference.</summary>
    [Element("mc", "weigh_up")]
    public static partial double WeighUp(double value);
}
