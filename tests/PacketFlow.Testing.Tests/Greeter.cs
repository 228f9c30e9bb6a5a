namespace PacketFlow.Tests;

/// <summary>A handler of the program.</summary>
public static class Greeter
{
    /// <summary>Greets.</summary>
    [Element("df", "greet", Custom = true)]
    public static string Greet(string name) => $"Hello, {name}";
}
