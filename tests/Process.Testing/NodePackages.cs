namespace PacketFlow.Testing;

/// <summary>The packages of the Node programs among the tests, installed once for all test programs of this tree.</summary>
internal static class NodePackages
{
    private static readonly Lazy<Task> Once = new(static () => Task.Run(Install));

    /// <summary>Installs what <c>tests/package-lock.json</c> names, unless it is there.</summary>
    public static Task RestoreAsync() => Once.Value;

    private static void Install()
    {
        // Two test programs may run side by side. A mutex belongs to its thread, hence no await in here.
        using var alone = new Mutex(initiallyOwned: false, "packetflow-tests-npm");
        alone.WaitOne();
        try
        {
            string folder = Path.Combine(Tree.Root, "tests");
            var wanted = new FileInfo(Path.Combine(folder, "package-lock.json"));

            // npm writes it at its end.
            var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
            if (!installed.Exists || installed.LastWriteTimeUtc < wanted.LastWriteTimeUtc)
            {
                StartedProcess.RunAsync(folder, "npm", "ci").GetAwaiter().GetResult();
            }
        }
        finally
        {
            alone.ReleaseMutex();
        }
    }
}
