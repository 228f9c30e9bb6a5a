namespace PacketFlow.CodeFixes.Tests.Types;

[TestsRule("PKF3001")]
public sealed class TypeMismatchTests
{
    [Fact]
    public async Task Step_between_is_added() => await FixRun.One(
        "PKF3001",
        """
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Save), Reason = "all of it")]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static System.Collections.Generic.List<Guid> Read(string path) => [Guid.Parse(path)];
            [Element("df", "consume")] public static bool Save(int length) => length > 0;
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(ReadToSave), Reason = "all of it")]
        [IonicBond(nameof(ReadToSave), nameof(Save))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static System.Collections.Generic.List<Guid> Read(string path) => [Guid.Parse(path)];
            [Element("df", "consume")] public static bool Save(int length) => length > 0;

            [Element("df", "transform")]
            public static int ReadToSave(List<Guid> value) => throw new System.NotImplementedException();
        }
        """);

    [Fact]
    public async Task Steps_between_are_added_together() => await FixRun.All(
        "PKF3001",
        """
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Save))]
        [IonicBond(nameof(Read), nameof(Show))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static System.Collections.Generic.List<Guid> Read(string path) => [Guid.Parse(path)];
            [Element("df", "consume")] public static bool Save(int length) => length > 0;
            [Element("df", "consume")] public static bool Show(int length) => length > 0;
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(ReadToSave))]
        [IonicBond(nameof(ReadToSave), nameof(Save))]
        [IonicBond(nameof(Read), nameof(ReadToShow))]
        [IonicBond(nameof(ReadToShow), nameof(Show))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static System.Collections.Generic.List<Guid> Read(string path) => [Guid.Parse(path)];
            [Element("df", "consume")] public static bool Save(int length) => length > 0;
            [Element("df", "consume")] public static bool Show(int length) => length > 0;

            [Element("df", "transform")]
            public static int ReadToSave(List<Guid> value) => throw new System.NotImplementedException();

            [Element("df", "transform")]
            public static int ReadToShow(List<Guid> value) => throw new System.NotImplementedException();
        }
        """);
}
