using System.Globalization;
using PacketFlow.Reactor;

namespace PacketFlow.Client;

/// <summary>Finds in what a caller says of an atom what no reactor takes, before anything is sent, with a reactor's words.</summary>
internal static class OptionsCheck
{
    /// <summary>What is wrong, or null.</summary>
    public static PacketFlowException? Find(SubmitOptions options)
    {
        string? problem = options switch
        {
            { Priority: < 1 or > 10 } => string.Create(CultureInfo.InvariantCulture, $"p: expected an integer from 1 to 10, got {options.Priority}"),
            { Timeout: { } timeout } when timeout <= TimeSpan.Zero => "t: expected seconds above zero",
            { Ttl: { } ttl } when ttl < TimeSpan.Zero => "ttl: expected seconds, zero or more",
            _ => null,
        };
        return problem is null ? null : ReactorErrors.Malformed(problem).ToException(options.Id);
    }
}
