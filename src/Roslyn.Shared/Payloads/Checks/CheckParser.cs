using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>From the validation attributes of one member to its rules.</summary>
internal sealed class CheckParser(ITypeSymbol type, FieldNullability nullability, string key)
{
    // The attribute's own two seconds would let one message hold a lane for as long.
    private const int DefaultTimeout = 250;

    /// <summary>Whether [Required] was among them.</summary>
    public bool IsRequired { get; private set; }

    public List<FieldCheck> Checks { get; } = [];

    private bool IsText => type.SpecialType == SpecialType.System_String;

    private bool IsNullable => nullability is FieldNullability.NullableReference or FieldNullability.NullableValue;

    /// <summary>Adds what an attribute asks for; false if that is not known, or means nothing for the member's type.</summary>
    public bool TryParse(AttributeData attribute)
    {
        string name = attribute.AttributeClass!.ToDisplayString();
        return name.StartsWith(ValidationAttributes.Namespace, StringComparison.Ordinal)
            && name.Substring(ValidationAttributes.Namespace.Length) switch
            {
                "RequiredAttribute" => Require(attribute),
                "RangeAttribute" => RangeRule.TryParse(attribute, type, nullability, out RangeRule range)
                    && Add(attribute, range.Pattern, range.Text, "", range.Minimum, range.Maximum),
                "StringLengthAttribute" => IsText
                    && AddSize(attribute, attribute.Named<int>("MinimumLength") ?? 0, attribute.IntAt(0), isMaximumFirst: true),
                "MinLengthAttribute" => AddSize(attribute, attribute.IntAt(0), null),
                "MaxLengthAttribute" => AddSize(attribute, null, attribute.IntAt(0) is >= 0 and { } maximum ? maximum : int.MaxValue),
                "LengthAttribute" => AddSize(attribute, attribute.IntAt(0), attribute.IntAt(1)),
                "AllowedValuesAttribute" => ValueList.TryParse(attribute, type, nullability, out ValueList allowed)
                    && Add(attribute, $"not ({allowed.Pattern})", $"must be {allowed.Text}"),
                "DeniedValuesAttribute" => ValueList.TryParse(attribute, type, nullability, out ValueList denied)
                    && Add(attribute, denied.Pattern, $"must not be {denied.Text}"),
                "RegularExpressionAttribute" => MatchExpression(attribute),
                "EmailAddressAttribute" => AddMethod(attribute, "IsEmailAddress", "must be an e-mail address"),
                "UrlAttribute" => AddMethod(attribute, "IsUrl", "must begin with http://, https:// or ftp://"),
                "Base64StringAttribute" => AddMethod(attribute, "IsBase64", "must be base64"),
                _ => false,
            };
    }

    private bool Require(AttributeData attribute)
    {
        IsRequired = true;
        if (IsText && attribute.Named<bool>("AllowEmptyStrings") is not true)
        {
            Checks.Add(new FieldCheck(CheckKind.Blank, "", RuleText.Of(attribute, key, "must not be empty")));
        }
        else if (IsNullable)
        {
            Checks.Add(new FieldCheck(CheckKind.Pattern, "null", RuleText.Of(attribute, key, "must not be nil")));
        }

        return true;
    }

    private bool AddSize(AttributeData attribute, int? minimum, int? maximum, bool isMaximumFirst = false)
    {
        if (!SizeRule.TryParse(type, minimum, maximum, out SizeRule size))
        {
            return false;
        }

        object[] arguments = [.. new object?[] { isMaximumFirst ? maximum : minimum, isMaximumFirst ? minimum : maximum }.OfType<object>()];
        return size.Pattern is null || Add(attribute, size.Pattern, size.Text, size.Member, arguments);
    }

    private bool MatchExpression(AttributeData attribute)
    {
        if (!IsText || attribute.TextAt(0) is not { } pattern || !IsExpression(pattern))
        {
            return false;
        }

        int timeout = attribute.Named<int>("MatchTimeoutInMilliseconds") is > 0 and { } given ? given : DefaultTimeout;
        string rule = RuleText.Of(attribute, key, $"must match {pattern}", pattern);
        Checks.Add(new FieldCheck(CheckKind.Expression, pattern, rule, Timeout: timeout));
        return true;
    }

    private bool AddMethod(AttributeData attribute, string method, string rule)
    {
        if (IsText)
        {
            Checks.Add(new FieldCheck(CheckKind.Method, method, RuleText.Of(attribute, key, rule)));
        }

        return IsText;
    }

    private bool Add(AttributeData attribute, string? pattern, string rule, string? got = null, params object[] arguments)
    {
        if (pattern is not null)
        {
            string text = RuleText.Of(attribute, key, rule, arguments);
            Checks.Add(new FieldCheck(CheckKind.Pattern, pattern, text, RuleText.IsGiven(attribute) ? null : got));
        }

        return true;
    }

    private static bool IsExpression(string pattern)
    {
        try
        {
            _ = new Regex(pattern);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
