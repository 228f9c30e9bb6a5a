using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="Nothing"/> as nil; whatever stands in its place is skipped, as unknown members are.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NothingFormatter : Formatter<Nothing>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly NothingFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, Nothing value) => writer.WriteNil();

    /// <inheritdoc/>
    public override Nothing Read(ref PacketReader reader)
    {
        reader.Skip();
        return Nothing.Value;
    }
}
