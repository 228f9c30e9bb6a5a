namespace PacketFlow.Peers;

/// <summary>The sample that calls the other one, with declarations instead of a shared library.</summary>
public sealed class CallerTests(QuickStart host)
{
    private static string Program => Path.Combine(Tree.Root, "samples", "Caller", "bin", Tree.Configuration, "net10.0", "Caller.dll");

    [Theory]
    [InlineData("tcp")]
    [InlineData("ws")]
    public async Task Caller_gets_what_the_other_program_handles(string scheme)
    {
        string address = scheme == "tcp" ? $"tcp://{host.Tcp}" : $"ws://{host.Http}";

        (await StartedProcess.RunAsync(Path.GetDirectoryName(Program)!, "dotnet", "exec", Program, address)).ShouldBe("HELLO\n12");
    }

    [Fact]
    public async Task Readme_shows_the_callers_program()
    {
        string program = await File.ReadAllTextAsync(Path.Combine(Tree.Root, "samples", "Caller", "Program.cs"), TestContext.Current.CancellationToken);
        string readme = await File.ReadAllTextAsync(Path.Combine(Tree.Root, "README.md"), TestContext.Current.CancellationToken);

        readme.ShouldContain($"```csharp\n{program}```");
    }
}
