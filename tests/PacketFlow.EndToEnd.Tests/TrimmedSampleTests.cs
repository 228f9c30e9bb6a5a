using System.Diagnostics;

namespace PacketFlow.EndToEnd;

/// <summary>The sample that uses every feature, published trimmed and self-contained, as a process.</summary>
public sealed class TrimmedSampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("packetflow-trimmed-").FullName;

    [Fact]
    public void Trimmed_sample_runs_as_it_does_untrimmed()
    {
        (int exitCode, string output) = Dotnet.Run(
            Tree.Root, Dotnet.PackageCache, "publish", "samples/Tour", "-c", "Release", "--self-contained", "-o", Path.Combine(_folder, "out"), "--nologo",
            "--artifacts-path", Path.Combine(_folder, "artifacts"));
        exitCode.ShouldBe(0, output);
        output.ShouldNotContain("warning IL");

        using Process tour = Process.Start(new ProcessStartInfo(Path.Combine(_folder, "out", "Tour"))
        {
            RedirectStandardOutput = true,
            WorkingDirectory = _folder,
        })!;
        string printed = tour.StandardOutput.ReadToEnd();
        tour.WaitForExit();

        tour.ExitCode.ShouldBe(0, printed);
        printed.ShouldContain("HELLO");
        printed.ShouldContain("45.90");
        printed.ShouldContain("ADA, YOUR ORDER O-1 IS ON ITS WAY.");
        printed.ShouldContain("PF001");
        printed.ShouldContain("\"$case\":\"by_card\"");
        printed.ShouldContain("flowchart TD");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
