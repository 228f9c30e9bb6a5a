using PacketFlow.CompilerServices;

namespace PacketFlow.MessagePack;

/// <summary>A payload whose formatter has the shape of generated code.</summary>
internal sealed record Sample(string[] Input, string Op, Sample? Next = null)
{
    /// <summary>A message around it: <c>{"d": sample}</c> with other members, as an atom has it.</summary>
    public static byte[] Frame(byte[] input) =>
        [0x83, .. Text("id"), .. Text("a1"), .. Text("x"), 0xC0, .. Text("d"), 0x82, .. Text("op"), .. Text("sort"), .. Text("input"), .. input];

    public static byte[] Text(string ascii) => [(byte)(0xA0 | ascii.Length), .. System.Text.Encoding.ASCII.GetBytes(ascii)];

    public static Sample ReadFrame(byte[] bytes)
    {
        PacketReader reader = new(bytes);
        Sample? sample = null;
        int start = reader.Position;
        int count = reader.EnterMap();
        for (int i = 0; i < count; i++)
        {
            if (reader.ReadKey().SequenceEqual("d"u8))
            {
                if (sample is not null)
                {
                    reader.ThrowDuplicate("d");
                }

                sample = SampleFormatter.Instance.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Leave();
        if (sample is null)
        {
            reader.ThrowMissing("d", start);
        }

        return sample;
    }
}

internal sealed class SampleFormatter : Formatter<Sample>
{
    public static readonly SampleFormatter Instance = new();
    private static readonly ArrayFormatter<string> Strings = new(StringFormatter.Instance);

    public override void Write(ref PacketWriter writer, Sample value)
    {
        writer.Enter();
        writer.WriteMapHeader(3);
        writer.WriteUtf8("input"u8);
        Strings.Write(ref writer, value.Input);
        writer.WriteUtf8("op"u8);
        writer.WriteString(value.Op);
        writer.WriteUtf8("next"u8);
        if (value.Next is null)
        {
            writer.WriteNil();
        }
        else
        {
            Write(ref writer, value.Next);
        }

        writer.Leave();
    }

    public override Sample Read(ref PacketReader reader)
    {
        int start = reader.Position;
        string[]? input = null;
        string? op = null;
        Sample? next = null;
        int count = reader.EnterMap();
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> key = reader.ReadKey();
            if (key.SequenceEqual("input"u8))
            {
                if (input is not null)
                {
                    reader.ThrowDuplicate("input");
                }

                input = Strings.Read(ref reader);
            }
            else if (key.SequenceEqual("op"u8))
            {
                op = reader.ReadString();
            }
            else if (key.SequenceEqual("next"u8))
            {
                next = reader.TryReadNil() ? null : Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Leave();
        if (input is null)
        {
            reader.ThrowMissing("input", start);
        }

        return new Sample(input, op ?? "", next);
    }
}
