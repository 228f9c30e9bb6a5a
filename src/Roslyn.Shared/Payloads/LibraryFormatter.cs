namespace PacketFlow.Payloads;

/// <summary>A formatter that the library has.</summary>
/// <param name="Name">Its class in <c>PacketFlow.CompilerServices</c>.</param>
/// <param name="Primitive">The end of the names of the reader's and writer's own methods for the type, if they have any.</param>
/// <param name="JsonKey">Whether a dictionary with such keys is the same in JSON: the key is a string or an integer on the wire.</param>
/// <param name="CanNest">Whether a value can hold arrays or maps.</param>
internal sealed record LibraryFormatter(string Name, string? Primitive = null, bool JsonKey = true, bool CanNest = false)
{
    /// <summary>The only instance, as code names it.</summary>
    public string Instance => $"{Prefix}{Name}.Instance";

    /// <summary>What stands before a formatter's name.</summary>
    public const string Prefix = "global::PacketFlow.CompilerServices.";
}
