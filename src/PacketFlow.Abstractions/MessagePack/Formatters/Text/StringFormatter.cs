using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="string"/>, which is not null when read.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StringFormatter : Formatter<string>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly StringFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, string value) => writer.WriteString(value);

    /// <inheritdoc/>
    public override string Read(ref PacketReader reader) => reader.ReadString();
}
