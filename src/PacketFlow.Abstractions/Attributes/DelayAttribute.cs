namespace PacketFlow;

/// <summary>Makes a bodyless step a durable timer.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DelayAttribute : Attribute
{
    /// <summary>Sets the delay.</summary>
    /// <param name="seconds">How long it waits.</param>
    public DelayAttribute(double seconds)
    {
        Seconds = seconds;
    }

    /// <summary>How long it waits.</summary>
    public double Seconds { get; }
}
