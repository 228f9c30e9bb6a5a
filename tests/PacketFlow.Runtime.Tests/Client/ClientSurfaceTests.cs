using System.Reflection;

namespace PacketFlow.Client;

/// <summary>Whoever connects holds the class: what only its interface has cannot be called there.</summary>
public sealed class ClientSurfaceTests
{
    [Fact]
    public void Connected_client_has_every_call_of_its_interface_as_its_own()
    {
        MethodInfo[] calls = typeof(IPacketFlowClient).GetMethods();
        string[] own = [.. typeof(PacketFlowClient).GetMethods().Select(Described)];

        calls.Where(static call => !call.IsSpecialName).Select(Described).Except(own).ShouldBeEmpty();
    }

    private static string Described(MethodInfo method) => $"{method.Name}({string.Join(", ", method.GetParameters().Select(static one => one.ParameterType.ToString()))})";
}
