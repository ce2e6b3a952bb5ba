namespace Portal.Languages;

/// <summary>The six official languages of the United Nations: a text may be given in each.</summary>
/// <remarks>Source: rules of procedure of the General Assembly, rule 51.</remarks>
static class Official
{
    /// <summary>BCP 47.</summary>
    public static readonly IReadOnlyList<string> Codes = ["ar", "zh", "en", "fr", "ru", "es"];
}
