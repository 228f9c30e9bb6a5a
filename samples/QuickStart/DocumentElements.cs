namespace QuickStart;

/// <summary>The elements that the protocol's documents speak of, made by the container once.</summary>
public sealed class DocumentElements(TimeProvider time)
{
    [Element("df", "uppercase", Idempotent = true)]
    public static string Uppercase(string text) => text.ToUpperInvariant();

    [Element("df", "process_data", Idempotent = true)]
    public static long ProcessData(Numbers numbers) => numbers.Items.Sum(static item => 2L * item);

    [Element("cf", "validate", Idempotent = true)]
    public static Verdict Validate(FlowValue data) => new(Valid: !data.IsNil);

    [Element("ed", "notify_users")]
    public Receipt NotifyUsers(Notice notice) => new(Sent: notice.Message.Length > 0, Timestamp: time.GetUtcNow().ToUnixTimeMilliseconds());
}

public sealed record Numbers(int[] Items);

public sealed record Verdict(bool Valid);

public sealed record Notice(string Message);

public sealed record Receipt(bool Sent, long Timestamp);
