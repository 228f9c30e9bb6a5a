namespace Crash;

/// <summary>A step that another process runs, and one that this one does with its result.</summary>
[Molecule("squares")]
[IonicBond(nameof(Square), nameof(Tell))]
public sealed partial class Squares
{
    [Element("df", "square", Idempotent = true)]
    public partial Task<int> Square(int number);

    [Element("df", "tell_square", Idempotent = true)]
    public string Tell(int square) => $"{square}";
}
