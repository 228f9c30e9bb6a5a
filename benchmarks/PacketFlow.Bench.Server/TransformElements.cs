namespace PacketFlow.Bench;

/// <summary>The handler that is measured, in place of the built-in one: strings in, strings out.</summary>
public static class TransformElements
{
    [Element("df", "transform", TimeoutSeconds = 30, MaxTimeoutSeconds = 120, Idempotent = true)]
    public static Transformed Transform(TransformRequest request) => request.Op switch
    {
        "uppercase" => new Transformed(Array.ConvertAll(request.Input, static text => text.ToUpperInvariant())),
        "lowercase" => new Transformed(Array.ConvertAll(request.Input, static text => text.ToLowerInvariant())),
        _ => throw new ElementException("PF003", ErrorCategory.Fatal, $"d.op: '{request.Op}' is no operation"),
    };
}
