namespace PacketFlow.Text;

/// <summary>Text for generated documentation comments.</summary>
internal static class XmlText
{
    public static string Of(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
