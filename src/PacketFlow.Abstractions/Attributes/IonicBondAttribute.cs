namespace PacketFlow;

/// <summary>Step <c>to</c> starts when the result of step <c>from</c> is in the journal; a failure cascades.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class IonicBondAttribute : Attribute
{
    /// <summary>Bonds two steps in order.</summary>
    /// <param name="from">The step that comes first: <c>nameof(Validate)</c>.</param>
    /// <param name="to">The step that follows.</param>
    public IonicBondAttribute(string from, string to)
    {
        From = from;
        To = to;
    }

    /// <summary>The step that comes first: <c>nameof(Validate)</c>.</summary>
    public string From { get; }

    /// <summary>The step that follows.</summary>
    public string To { get; }

    /// <summary>A static method over the output of <c>from</c>; <c>to</c> runs only when it says true.</summary>
    public string? When { get; set; }

    /// <summary>Runs <c>to</c> once for each item of the output of <c>from</c> and gathers the results in order.</summary>
    public bool ForEach { get; set; }

    /// <summary>With <see cref="ForEach"/>: how many items run at a time. Default: the number of cores.</summary>
    public int Parallelism { get; set; }

    /// <summary>Why the order matters although no data flows along the bond.</summary>
    public string? Reason { get; set; }
}
