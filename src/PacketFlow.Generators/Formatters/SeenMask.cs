using System.Globalization;

namespace PacketFlow.Generators.Formatters;

/// <summary>The bits by which generated code remembers which members it has read: a word for each 64.</summary>
internal sealed class SeenMask(int count)
{
    private const int BitsPerWord = 64;

    private readonly bool _isNarrow = count <= 32;

    public IEnumerable<string> Declarations => Enumerable.Range(0, (count + BitsPerWord - 1) / BitsPerWord)
        .Select(word => $"{(_isNarrow ? "uint" : "ulong")} {Word(word * BitsPerWord)} = 0;");

    public static int WordOf(int index) => index / BitsPerWord;

    public string Has(int index) => $"({Word(index)} & {Bit(index)}) != 0";

    public string HasNot(int index) => $"({Word(index)} & {Bit(index)}) == 0";

    public string Set(int index) => $"{Word(index)} |= {Bit(index)}";

    /// <summary>Whether one of these, all of one word, was not read.</summary>
    public string LacksAny(IReadOnlyCollection<int> indexes)
    {
        string all = Number(indexes.Aggregate(0UL, static (bits, index) => bits | (1UL << (index % BitsPerWord))));
        return $"({Word(indexes.First())} & {all}) != {all}";
    }

    private string Bit(int index) => Number(1UL << (index % BitsPerWord));

    private string Number(ulong bits) => $"0x{bits.ToString("X", CultureInfo.InvariantCulture)}{(_isNarrow ? "u" : "UL")}";

    private string Word(int index) => count <= BitsPerWord ? "seen" : "seen" + WordOf(index).ToString(CultureInfo.InvariantCulture);
}
