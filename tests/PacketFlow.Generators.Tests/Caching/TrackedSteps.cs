using System.Reflection;

namespace PacketFlow.Generators.Tests.Caching;

/// <summary>The names of all steps that the generator tracks.</summary>
internal static class TrackedSteps
{
    public static IEnumerable<string> All { get; } =
        [.. typeof(TrackingNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetRawConstantValue()!)];
}
