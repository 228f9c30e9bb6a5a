namespace PacketFlow.EndToEnd;

/// <summary>
/// What happened in all processes, line by line: what steps really did, and what the journal had of it before. Each line is held against those
/// before it.
/// </summary>
/// <param name="hasOthers">Whether several hosts had the runs: a try may begin there after a later one.</param>
internal sealed class CrashHistory(bool hasOthers)
{
    private readonly Dictionary<string, int> _done = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _attempts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _accepted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ends = new(StringComparer.Ordinal);

    /// <summary>The runs that were accepted and that nobody wanted deleted.</summary>
    public IEnumerable<string> Accepted => _accepted.Except(_deleted);

    /// <summary>How runs ended, as those heard who waited.</summary>
    public IReadOnlyDictionary<string, string> Ends => _ends;

    public void Add(string line)
    {
        switch (line.Split(' '))
        {
            case ["start", var run, var step, var item, var key, var attempt]:
                Start(run, $"{run} {step} {item}", key, Number(attempt));
                break;
            case ["done", var run, var step, var item, var attempt]:
                _done[$"{run} {step} {item}"] = Number(attempt);
                break;
            case ["ended", var run]:
                _ended.Add(run);
                break;
            case ["accepted", var run]:
                _accepted.Add(run);
                break;
            case ["deleting", var run]:
                _deleted.Add(run);
                break;
            case ["lost", var run]:
                Assert.Fail($"{run} was accepted and is not known");
                break;
            case ["over", var run, var end, var status]:
                _ends.TryAdd(run, $"{end} {status}");
                _ends[run].ShouldBe($"{end} {status}", $"{run} ended twice, and not alike");
                break;
        }
    }

    private void Start(string run, string work, string key, int attempt)
    {
        _keys.TryAdd(work, key);
        _keys[work].ShouldBe(key, $"{work} has another key than before");
        _owners.TryAdd(key, work);
        _owners[key].ShouldBe(work, $"{work} shares its key");
        bool isLate = hasOthers && attempt <= _attempts.GetValueOrDefault(work);
        (_done.ContainsKey(work) && !isLate).ShouldBeFalse($"{work} was started again, try {attempt}, although the journal had it as done in try {_done.GetValueOrDefault(work)}");
        (_ended.Contains(run) && !isLate).ShouldBeFalse($"{work} was started although the journal had the end of its run");
        (attempt > _attempts.GetValueOrDefault(work) || isLate).ShouldBeTrue($"{work} was started as try {attempt} after try {_attempts.GetValueOrDefault(work)}");
        _attempts[work] = Math.Max(attempt, _attempts.GetValueOrDefault(work));
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
