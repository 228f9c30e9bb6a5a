namespace Crash;

/// <summary>Choose, book each place side by side, confirm. Every fifth trip cannot be confirmed, and its bookings are undone.</summary>
[Molecule("trip")]
[IonicBond(nameof(Choose), nameof(Book), ForEach = true, Parallelism = 2)]
[IonicBond(nameof(Book), nameof(Pause), Reason = "a timer on the way")]
[IonicBond(nameof(Pause), nameof(Confirm), Reason = "after it")]
[IonicBond(nameof(Book), nameof(Confirm))]
public sealed partial class Trip(Ledger ledger)
{
    [Element("df", "choose", Idempotent = true)]
    public async Task<int[]> Choose(int number, AtomContext context)
    {
        await NoteAsync(context);
        return [number, number + 1, number + 2];
    }

    [Element("df", "book", Idempotent = true)]
    public async Task<string> Book(int place, AtomContext context)
    {
        await NoteAsync(context);
        return $"{place}";
    }

    [Delay(0.02)]
    public partial Task Pause();

    [Element("df", "confirm", Idempotent = true)]
    public async Task<string> Confirm(int number, string[] places, AtomContext context)
    {
        await NoteAsync(context);
        return number % 5 != 0 ? string.Join("+", places) : throw new ElementException("TRIP1", ErrorCategory.Fatal, "No.");
    }

    [Compensates(nameof(Book))]
    [Element("df", "unbook", Idempotent = true)]
    public Task Unbook(int place, AtomContext context) => NoteAsync(context);

    private async Task NoteAsync(AtomContext context)
    {
        ledger.Write($"start {context.IdempotencyKey} {context.Attempt}");
        await Task.Yield();
        ledger.Write($"end {context.IdempotencyKey} {context.Attempt}");
    }
}
