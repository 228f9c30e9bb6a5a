namespace PacketFlow.Observability;

/// <summary>How an instrument's values are to be read.</summary>
internal enum InstrumentKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>A distribution.</summary>
    Histogram,
}
