using System.Globalization;
using System.Runtime.CompilerServices;

namespace Crash;

/// <summary>Choose, book each place side by side, confirm. Every fifth trip cannot be confirmed, and its bookings are undone.</summary>
[Molecule("trip")]
[IonicBond(nameof(Choose), nameof(Book), ForEach = true, Parallelism = 2)]
[IonicBond(nameof(Book), nameof(Pause), Reason = "a timer on the way")]
[IonicBond(nameof(Pause), nameof(Confirm), Reason = "after it")]
[IonicBond(nameof(Book), nameof(Confirm))]
public sealed partial class Trip(Ledger ledger)
{
    private const string RunName = "trip";

    [Element("df", "choose", Idempotent = true)]
    public async Task<int[]> Choose(int number, AtomContext context)
    {
        await NoteAsync(context);
        return [number, number + 1, number + 2];
    }

    [Element("df", "book", Idempotent = true)]
    public async Task<string> Book(int place, AtomContext context)
    {
        await NoteAsync(context, place);
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
    public Task Unbook(int place, AtomContext context) => NoteAsync(context, place);

    /// <summary>The run of a trip.</summary>
    public static string RunOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{RunName}{number}");

    // Whose work it is says the code itself, so that a wrong key is seen beside it.
    private async Task NoteAsync(AtomContext context, int? place = null, [CallerMemberName] string step = "")
    {
        int item = place - int.Parse(context.RunId.AsSpan(RunName.Length), CultureInfo.InvariantCulture) ?? -1;
        string work = string.Create(CultureInfo.InvariantCulture, $"{context.RunId} {step} {item} {context.IdempotencyKey} {context.Attempt}");
        ledger.Write("start " + work);
        await Task.Yield();
        ledger.Write("end " + work);
    }
}
