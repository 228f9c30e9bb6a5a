namespace PacketFlow.Elements;

/// <summary>How a handler gives its result.</summary>
internal enum ReturnShape
{
    Void,
    Value,
    Task,
    TaskOfValue,
    ValueTask,
    ValueTaskOfValue,
}
