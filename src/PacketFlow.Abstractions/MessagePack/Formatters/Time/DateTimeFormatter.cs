using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="DateTime"/> as a timestamp; it is read in UTC.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DateTimeFormatter : Formatter<DateTime>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly DateTimeFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, DateTime value) => writer.WriteTimestamp(value);

    /// <inheritdoc/>
    public override DateTime Read(ref PacketReader reader) => reader.ReadTimestamp();
}
