using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="Uri"/> as the string that it was made from.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UriFormatter : Formatter<Uri>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly UriFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, Uri value) => writer.WriteString(value?.OriginalString);

    /// <inheritdoc/>
    public override Uri Read(ref PacketReader reader)
    {
        int start = reader.Position;
        if (!Uri.TryCreate(reader.ReadString(), UriKind.RelativeOrAbsolute, out Uri? value))
        {
            reader.ThrowInvalid(start, "uri");
        }

        return value;
    }
}
