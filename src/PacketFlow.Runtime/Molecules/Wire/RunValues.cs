using System.Globalization;
using System.Text;

namespace PacketFlow.Molecules;

/// <summary>Runs as others see them: maps with snake_case names, and back.</summary>
internal static class RunValues
{
    public static FlowValue Of(string runId) => FlowValue.Map(("run_id", runId));

    public static FlowValue Of(RunInfo info)
    {
        List<(string, FlowValue)> members =
        [
            ("run_id", info.Id),
            ("molecule", info.Molecule),
            ("version", info.Version),
            ("status", Word(info.Status)),
            ("started_at", info.StartedAt.UtcDateTime),
            ("updated_at", info.UpdatedAt.UtcDateTime),
            ("is_over", info.IsOver),
            ("parent", info.Parent),
        ];
        if (info.Code is { } code)
        {
            members.Add(("code", code));
            members.Add(("message", info.Message));
        }

        return FlowValue.Map([.. members]);
    }

    /// <summary>A page of a trace.</summary>
    /// <param name="events">What happened.</param>
    /// <param name="next">After how many events the next page begins.</param>
    /// <param name="end">What the run is where there is nothing to wait for; null where there may be.</param>
    public static FlowValue Of(List<FlowValue> events, int next, RunInfo? end) => FlowValue.Map(
        ("events", FlowValue.Array([.. events])), ("next", next), ("is_over", end is { IsOver: true }), ("is_parked", end is { Status: RunStatus.Parked }));

    public static FlowValue Of(RunEvent one)
    {
        List<(string, FlowValue)> members = [("at", one.At.UtcDateTime), ("kind", Word(one.Kind))];
        if (one.Step is { } step)
        {
            members.Add(("step", step));
        }

        if (one.Index is { } index)
        {
            members.Add(("index", index));
        }

        if (one.Attempt > 0)
        {
            members.Add(("attempt", one.Attempt));
        }

        if (one.Progress is { } progress)
        {
            members.Add(("progress", progress));
        }

        if (one.Status is { } status)
        {
            members.Add(("status", Word(status)));
        }

        if (one.Code is { } code)
        {
            members.Add(("code", code));
            members.Add(("message", one.Message));
        }

        if (one.Due is { } due)
        {
            members.Add(("due", due.UtcDateTime));
        }

        return FlowValue.Map([.. members]);
    }

    public static RunInfo Info(FlowValue value) => new(
        value["run_id"].AsString(), value["molecule"].AsString(), value["version"].AsInt32(), Enum<RunStatus>(value["status"]))
    {
        StartedAt = Moment(value["started_at"]),
        UpdatedAt = Moment(value["updated_at"]),
        IsOver = value["is_over"].AsBoolean(),
        Parent = Text(value["parent"]),
        Code = Text(value["code"]),
        Message = Text(value["message"]),
    };

    public static RunEvent Event(FlowValue value) => new(Moment(value["at"]), Enum<RunEventKind>(value["kind"]))
    {
        Step = Text(value["step"]),
        Index = value["index"] is { IsNil: false } index ? index.AsInt32() : null,
        Attempt = value["attempt"] is { IsNil: false } attempt ? attempt.AsInt32() : 0,
        Progress = value["progress"] is { IsNil: false } progress ? progress.AsDouble() : null,
        Status = value["status"] is { IsNil: false } status ? Enum<RunStatus>(status) : null,
        Code = Text(value["code"]),
        Message = Text(value["message"]),
        Due = value["due"] is { IsNil: false } due ? Moment(due) : null,
    };

    private static string? Text(FlowValue value) => value.IsNil ? null : value.AsString();

    private static DateTimeOffset Moment(FlowValue value) => new(DateTime.SpecifyKind(value.AsDateTime(), DateTimeKind.Utc));

    public static string Word<T>(T value)
        where T : struct, Enum
    {
        var word = new StringBuilder();
        foreach (char letter in value.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && word.Length > 0)
            {
                word.Append('_');
            }

            word.Append(char.ToLower(letter, CultureInfo.InvariantCulture));
        }

        return word.ToString();
    }

    public static T Enum<T>(FlowValue word)
        where T : struct, Enum
    {
        string text = word.AsString();
        return System.Enum.TryParse(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out T value) ? value : throw new PacketFlowException(
            ErrorCodes.PayloadMismatch, ErrorCategory.Fatal, $"'{text}' is no {typeof(T).Name} that this client knows. Is it older than its peer?");
    }
}
