namespace PacketFlow.Peers;

/// <summary>The client that the protocol's document prints, compiled and run as printed: it submits, and it is a reactor.</summary>
public sealed class TypeScriptClientTests(PublishedHost host) : IClassFixture<PublishedHost>
{
    private static readonly string Folder = Path.Combine(Tree.Root, "tests", "peers", "typescript-client");

    [Fact]
    public async Task Published_client_submits_and_answers_as_a_reactor()
    {
        await NodePackages.RestoreAsync();
        await CompileAsync();

        await using StartedProcess client = StartedProcess.Start(
            Folder, [new("PACKETFLOW_PORT", host.Http.Split(':')[1])], "node", "--require", "./surroundings.cjs", "bin/program.js");
        int exitCode = await client.ExitAsync();

        exitCode.ShouldBe(0, $"{client.Output}\nThe host printed:\n{host.Process.Output}");
        client.Output.ShouldContain("status: 'success'");
        client.Output.ShouldContain("data: 'HELLO WORLD'");
        client.Output.ShouldEndWith(
            """
            shout: success HELLO!
            refuse: error PF500 not today
            forgotten: error PF001 No handler for df:forgotten
            unknown: error PF001 No handler for df:unknown.
            """);
    }

    private static async Task CompileAsync()
    {
        await using StartedProcess compiler = StartedProcess.Start(Folder, [], "node", "../../node_modules/typescript/bin/tsc", "--project", ".");
        await compiler.ExitAsync();

        // As printed it passes a string for one of four words. The compiler says so, once, and compiles it all the same.
        compiler.Output.ShouldStartWith("published.ts(78,32): error TS2322: Type 'string' is not assignable to type");
        compiler.Output.ShouldNotContain("\n");
    }
}
