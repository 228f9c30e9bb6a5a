using PacketFlow;

namespace Generated.Common;

internal sealed record Note(string Text);

internal static class Notes
{
    [Element("df", "note_in_b")]
    public static Note Write(Note note) => new(note.Text + " by B");

    [Element("ed", "number_in_b")]
    public static int Number(int number) => number + 2;
}
