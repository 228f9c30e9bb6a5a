namespace PacketFlow.Tests;

/// <summary>Waits for an answer for ever.</summary>
[Molecule("question")]
[IonicBond(nameof(Answer), nameof(Note))]
public sealed partial class Question
{
    [Element("ed", "signal", TimeoutSeconds = 0)]
    public partial Task<string> Answer();

    [Element("df", "note", Custom = true)]
    public string Note([From(nameof(Answer))] string answer) => answer;
}
