using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PacketFlow.Durability;

/// <summary>
/// The APIs whose calls change something outside the process, beyond doubt. A call that may as well only read is not among them
/// (ExecuteScalar, HttpClient.SendAsync): what is not listed is never held against a step.
/// </summary>
internal static class KnownEffects
{
    private static readonly ImmutableDictionary<string, KnownEffect[]> ByMethod = new KnownEffect[]
    {
        // HTTP itself says that PUT and DELETE may be repeated, and POST and PATCH may not.
        new("System.Net.Http.HttpClient", ["PostAsync", "PatchAsync"]),
        new("System.Net.Http.HttpClient", ["PutAsync", "DeleteAsync"], IsRepeatable: true),
        new("System.Net.Http.Json.HttpClientJsonExtensions", ["PostAsJsonAsync", "PatchAsJsonAsync"]),
        new("System.Net.Http.Json.HttpClientJsonExtensions", ["PutAsJsonAsync", "DeleteFromJsonAsync"], IsRepeatable: true),
        new("System.IO.File", ["AppendAllText", "AppendAllTextAsync", "AppendAllLines", "AppendAllLinesAsync", "AppendAllBytes", "AppendAllBytesAsync", "Move"]),
        new("System.IO.File", ["WriteAllText", "WriteAllTextAsync", "WriteAllLines", "WriteAllLinesAsync", "WriteAllBytes", "WriteAllBytesAsync", "Delete", "Copy"], IsRepeatable: true),
        new("System.Net.Mail.SmtpClient", ["Send", "SendAsync", "SendMailAsync"]),
        new("System.Data.Common.DbCommand", ["ExecuteNonQuery", "ExecuteNonQueryAsync"]),
        new("System.Data.IDbCommand", ["ExecuteNonQuery"]),
        new("Microsoft.EntityFrameworkCore.DbContext", ["SaveChanges", "SaveChangesAsync"]),
        new("System.Diagnostics.Process", ["Start"]),
    }
    .SelectMany(static effect => effect.Methods, static (effect, method) => (effect, method))
    .GroupBy(static pair => pair.method, static pair => pair.effect)
    .ToImmutableDictionary(static same => same.Key, static same => same.ToArray());

    /// <summary>Whether an effect has that name: a call by any other name has none.</summary>
    public static bool Names(string method) => ByMethod.ContainsKey(method);

    public static Effect? Of(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod.ReducedFrom ?? call.TargetMethod;
        if (ByMethod.TryGetValue(method.Name, out KnownEffect[]? candidates))
        {
            for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.BaseType)
            {
                if (candidates.FirstOrDefault(candidate => type.IsNamed(candidate.Type)) is { } known)
                {
                    return new Effect(call, $"{method.ContainingType.Name}.{method.Name}", known.IsRepeatable);
                }
            }
        }

        return null;
    }

    private sealed record KnownEffect(string Type, string[] Methods, bool IsRepeatable = false);
}
