namespace PacketFlow.Molecules;

/// <summary>Searches and their pages as maps with snake_case names, and back.</summary>
internal static class RunSearches
{
    public const int PageSize = 200;
    public const int LargestPage = 1000;

    /// <summary>What a search may say.</summary>
    public static readonly string[] Members = ["status", "molecule", "is_over", "updated_from", "updated_before", "nested", "after", "limit"];

    public static FlowValue Of(RunSearch search) => FlowValue.Map(
        ("status", search.Status is { } status ? RunValues.Word(status) : FlowValue.Nil),
        ("molecule", search.Molecule),
        ("is_over", search.IsOver is { } isOver ? isOver : FlowValue.Nil),
        ("updated_from", search.UpdatedFrom is { } from ? from.UtcDateTime : FlowValue.Nil),
        ("updated_before", search.UpdatedBefore is { } before ? before.UtcDateTime : FlowValue.Nil),
        ("nested", search.IncludeNested),
        ("after", search.After));

    public static RunSearch Of(RunRequest request) => new()
    {
        Status = request.Choice<RunStatus>("status"),
        Molecule = request.TextOrNull("molecule"),
        IsOver = request.Switch("is_over"),
        UpdatedFrom = request.Moment("updated_from"),
        UpdatedBefore = request.Moment("updated_before"),
        IncludeNested = request.Switch("nested") ?? false,
        After = request.TextOrNull("after"),
    };

    public static FlowValue Of(RunPage page) => FlowValue.Map(("runs", FlowValue.Array([.. page.Runs.Select(RunValues.Of)])), ("next", page.Next));

    public static RunPage Page(FlowValue value) =>
        new([.. value["runs"].Items.Select(RunValues.Info)], value["next"] is { IsNil: false } next ? next.AsString() : null);
}
