using Microsoft.CodeAnalysis.Operations;

namespace PacketFlow.Durability;

/// <summary>A call that changes something outside the process.</summary>
/// <param name="Call">The call.</param>
/// <param name="Api">What it calls, for people: <c>HttpClient.PostAsync</c>.</param>
/// <param name="IsRepeatable">Whether doing it twice does what doing it once does.</param>
/// <param name="IsSubmit">Whether it is a submit.</param>
internal sealed record Effect(IInvocationOperation Call, string Api, bool IsRepeatable, bool IsSubmit = false);
