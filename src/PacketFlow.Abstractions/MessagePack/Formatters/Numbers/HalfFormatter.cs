using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="Half"/> as a 32-bit float.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HalfFormatter : Formatter<Half>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly HalfFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, Half value) => writer.WriteSingle((float)value);

    /// <inheritdoc/>
    public override Half Read(ref PacketReader reader) => (Half)reader.ReadSingle();
}
