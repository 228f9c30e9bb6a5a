using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats a character as a string of one UTF-16 unit.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CharFormatter : Formatter<char>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly CharFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, char value) => writer.WriteString(new ReadOnlySpan<char>(in value));

    /// <inheritdoc/>
    public override char Read(ref PacketReader reader)
    {
        int start = reader.Position;
        string text = reader.ReadString();
        if (text.Length != 1)
        {
            reader.ThrowInvalid(start, "one character");
        }

        return text[0];
    }
}
