using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="Version"/> as a string, as in <c>1.2.3.4</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class VersionFormatter : Formatter<Version>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly VersionFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, Version value) => writer.WriteString(value?.ToString());

    /// <inheritdoc/>
    public override Version Read(ref PacketReader reader)
    {
        int start = reader.Position;
        if (!Version.TryParse(reader.ReadString(), out Version? value))
        {
            reader.ThrowInvalid(start, "version");
        }

        return value;
    }
}
