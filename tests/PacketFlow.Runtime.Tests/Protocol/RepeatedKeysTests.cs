using System.Text;

namespace PacketFlow.Protocol;

/// <summary>Keys that stand twice: who reads the first of them and who reads the last would see two messages.</summary>
public class RepeatedKeysTests
{
    private static readonly byte[] Atom = [0x83, .. Pair("id", Text("a")), .. Pair("g", Text("df")), .. Pair("e", Text("echo"))];

    /// <summary>Each key of the envelope with a value that it may have.</summary>
    public static TheoryData<string, byte[]> OfEnvelope => new()
    {
        { "v", [1] }, { "t", [1] }, { "s", [7] }, { "ts", [9] }, { "src", [1] }, { "dst", [0] }, { "d", Atom }, { "p", [5] }, { "ttl", [9] }, { "cid", Text("c") },
        { "rk", Text("r") }, { "tp", Text("x") }, { "atoms", [0x90] },
    };

    /// <summary>Each key of an atom with a value that it may have.</summary>
    public static TheoryData<string, byte[]> OfAtom => new()
    {
        { "id", Text("b") }, { "g", Text("cf") }, { "e", Text("other") }, { "d", [1] }, { "p", [5] }, { "t", [9] }, { "k", Text("k") }, { "n", [1] },
    };

    [Theory]
    [MemberData(nameof(OfEnvelope))]
    public void Key_of_the_envelope_that_stands_twice_is_no_message(string key, byte[] value)
    {
        byte[] twice = [0x84, .. Pair("t", [1]), .. Pair("d", Atom), .. Pair(key, value), .. Pair(key, value)];

        var failure = Should.Throw<PacketFlowException>(() => MessageParser.Parse(twice, 64, out _));

        (failure.Code, failure.Message).ShouldBe(("PF002", $"{key}: duplicate key; send it once"));
    }

    [Theory]
    [MemberData(nameof(OfAtom))]
    public void Key_of_an_atom_that_stands_twice_is_that_atoms_fault(string key, byte[] value)
    {
        byte[] atom = [0x85, .. Atom[1..], .. Pair(key, value), .. Pair(key, value)];
        MessageParser.Parse([0x82, .. Pair("t", [1]), .. Pair("d", atom)], 64, out MessageFields fields);
        var reader = new PacketReader(atom);
        AtomFields alone = default;
        MessageParser.ParseAtom(ref reader, 0, ref alone);

        fields.Atom.Problem.ShouldBe($"{key}: duplicate key; send it once");
        alone.Problem.ShouldBe(fields.Atom.Problem);
        reader.Remaining.ShouldBe(0);
    }

    // What nearly all messages are is read another way.
    [Theory]
    [MemberData(nameof(OfAtom))]
    public void Key_of_a_plain_atom_that_stands_twice_is_that_atoms_fault(string key, byte[] value)
    {
        byte[] plain =
        [
            0x87, .. Pair("v", [1]), .. Pair("t", [1]), .. Pair("s", [7]), .. Pair("ts", [9]), .. Pair("src", [0]), .. Pair("dst", [0]),
            .. Pair("d", [0x86, .. Atom[1..], .. Pair("p", [5]), .. Pair(key, value), .. Pair(key, value)]),
        ];

        MessageParser.Parse(plain, 64, out MessageFields fields).ShouldBe(plain.Length);

        fields.Atom.Problem.ShouldBe($"{key}: duplicate key; send it once");
    }

    [Fact]
    public void Key_that_means_nothing_may_stand_twice()
    {
        MessageParser.Parse([0x84, .. Pair("t", [1]), .. Pair("d", Atom), .. Pair("zz", [1]), .. Pair("zz", [1])], 64, out MessageFields fields);

        fields.Atom.Problem.ShouldBeNull();
    }

    private static byte[] Pair(string key, byte[] value) => [.. Text(key), .. value];

    private static byte[] Text(string text) => [(byte)(0xA0 + text.Length), .. Encoding.ASCII.GetBytes(text)];
}
