using System.Runtime.CompilerServices;

namespace PacketFlow.Generators.Tests.Formatters;

/// <summary>
/// Generated text beside the test that expects it. <c>PACKETFLOW_UPDATE_SNAPSHOTS=1</c> writes it anew, but never on a build server.
/// </summary>
internal static class Snapshot
{
    public static void ShouldMatch(string actual, string name, [CallerFilePath] string caller = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(caller)!, "Snapshots", name + ".txt");
        string text = actual.Replace($"\"{GeneratedFile.Version}\"", "\"VERSION\"", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("PACKETFLOW_UPDATE_SNAPSHOTS") == "1" && Environment.GetEnvironmentVariable("CI") is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        text.ShouldBe(File.Exists(path) ? File.ReadAllText(path) : "", $"If the change is meant: PACKETFLOW_UPDATE_SNAPSHOTS=1 ./test, and review {name}.txt.");
    }
}
