namespace Generated.Common;

internal sealed record Note(string Text);

internal static class Notes
{
    [Element("df", "note_in_a")]
    public static Note Write(Note note) => new(note.Text + " by A");

    [Element("ed", "number_in_a")]
    public static int Number(int number) => number + 1;
}
