using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PacketFlow.Molecules;

/// <summary>Whether and how a value of one type fits a parameter of another.</summary>
/// <param name="Conversion">What it takes.</param>
/// <param name="DropsNull">Whether a null may arrive where none is expected.</param>
internal readonly record struct TypeFit(Conversion Conversion, bool DropsNull)
{
    public bool Fits => Conversion != Conversion.None;

    /// <summary>Lower fits better: as it is, then as C# converts by itself, then with possible loss.</summary>
    public int Rank => Conversion switch
    {
        Conversion.Identity when !DropsNull => 0,
        Conversion.Narrowing => 2,
        _ => 1,
    };

    public static TypeFit Between(ITypeSymbol? source, ITypeSymbol? target, Compilation compilation)
    {
        if (source is null || target is null)
        {
            return default;
        }

        // A reference type of code that says nothing about null is taken to let it in but not to give it.
        (ITypeSymbol from, bool givesNull) = Strip(source);
        (ITypeSymbol to, bool takesNull) = Strip(target);
        bool isOblivious = to.IsReferenceType && target.NullableAnnotation == NullableAnnotation.None;
        return new TypeFit(Classify(from, to, compilation), givesNull && !takesNull && !isOblivious);
    }

    /// <summary>The type without its question mark, and whether it had one.</summary>
    public static (ITypeSymbol Type, bool IsNullable) Strip(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => (nullable.TypeArguments[0], true),
        { NullableAnnotation: NullableAnnotation.Annotated } => (type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), true),
        _ => (type, false),
    };

    private static Conversion Classify(ITypeSymbol from, ITypeSymbol to, Compilation compilation)
    {
        CommonConversion conversion = compilation.ClassifyCommonConversion(from, to);
        return conversion switch
        {
            { IsIdentity: true } => Conversion.Identity,
            { IsReference: true, IsImplicit: true } => Conversion.Reference,
            { IsNumeric: true, IsImplicit: true } => IsImprecise(from.SpecialType, to.SpecialType) ? Conversion.Imprecise : Conversion.Numeric,
            { IsNumeric: true } => Conversion.Narrowing,
            _ => Conversion.None,
        };
    }

    private static bool IsImprecise(SpecialType from, SpecialType to) => to switch
    {
        SpecialType.System_Single => from is SpecialType.System_Int32 or SpecialType.System_UInt32 || Is64Bits(from),
        SpecialType.System_Double => Is64Bits(from),
        _ => false,
    };

    private static bool Is64Bits(SpecialType type) =>
        type is SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;
}
