using Contracts;
using ServiceDefaults.Answers;

namespace Networks.Requests;

/// <summary>Why a requested State does not give what is asked.</summary>
/// <remarks>Source: UNTOC art. 18(9) and (21), UNCAC art. 46(9) and (21), 1988 Convention art. 7(15). The last two are named to be refused.</remarks>
public enum RefusalGround
{
    /// <summary>The request is not made in conformity with the article (18(21)(a)).</summary>
    NotInConformity,

    /// <summary>Sovereignty, security, ordre public or other essential interests (18(21)(b)).</summary>
    EssentialInterests,

    /// <summary>Domestic law would prohibit the action with regard to a similar offence (18(21)(c)).</summary>
    DomesticProhibition,

    /// <summary>It would be contrary to the legal system relating to mutual legal assistance (18(21)(d)).</summary>
    LegalSystem,

    /// <summary>The act is no offence in the requested State (18(9)).</summary>
    DualCriminality,

    /// <summary>Never a ground (18(8)).</summary>
    BankSecrecy,

    /// <summary>Never a ground by itself (18(22)).</summary>
    FiscalMatters,
}

/// <summary>What the articles on mutual legal assistance say of requests, by what it is about.</summary>
public enum Provision
{
    /// <summary>Parties afford one another assistance (18(1)).</summary>
    Duty,

    /// <summary>Authorities receive and execute requests, or transmit them (18(13)).</summary>
    CentralAuthorities,

    /// <summary>Executed by domestic law and as asked for (18(17)).</summary>
    Execution,

    /// <summary>Grounds of refusal (18(21)).</summary>
    Grounds,

    /// <summary>Dual criminality (18(9)).</summary>
    DualCriminality,

    /// <summary>No refusal for bank secrecy (18(8)).</summary>
    BankSecrecy,

    /// <summary>No refusal for fiscal matters alone (18(22)).</summary>
    FiscalMatters,

    /// <summary>Reasons for a refusal (18(23)).</summary>
    Reasons,

    /// <summary>Deadlines, progress, and telling when it is no longer needed (18(24)).</summary>
    Progress,
}

/// <summary>The provisions on mutual legal assistance, instrument by instrument.</summary>
/// <remarks>UNTOC art. 18 and UNCAC art. 46 have the same paragraphs; the Protocols take UNTOC's over (their arts. 1(2)); the 1988 Convention numbers its own and knows fewer.</remarks>
static class MutualLegalAssistance
{
    static readonly Rule neverForBankSecrecy = new("networks/never-for-bank-secrecy"), neverForFiscalMattersAlone = new("networks/never-for-fiscal-matters-alone");

    static readonly Dictionary<Provision, string> palermo = new()
    {
        [Provision.Duty] = "(1)",
        [Provision.CentralAuthorities] = "(13)",
        [Provision.Execution] = "(17)",
        [Provision.Grounds] = "(21)",
        [Provision.DualCriminality] = "(9)",
        [Provision.BankSecrecy] = "(8)",
        [Provision.FiscalMatters] = "(22)",
        [Provision.Reasons] = "(23)",
        [Provision.Progress] = "(24)",
    };

    static readonly Dictionary<Provision, string> vienna = new()
    {
        [Provision.Duty] = "(1)",
        [Provision.CentralAuthorities] = "(8)",
        [Provision.Execution] = "(12)",
        [Provision.Grounds] = "(15)",
        [Provision.BankSecrecy] = "(5)",
        [Provision.Reasons] = "(16)",
    };

    static readonly Dictionary<string, (string Article, Dictionary<Provision, string> Paragraphs)> articles = new()
    {
        ["untoc"] = ("untoc art. 18", palermo),
        ["untoc-tip"] = ("untoc art. 18", palermo),
        ["untoc-som"] = ("untoc art. 18", palermo),
        ["untoc-firearms"] = ("untoc art. 18", palermo),
        ["uncac"] = ("uncac art. 46", palermo),
        ["drugs-1988"] = ("drugs-1988 art. 7", vienna),
    };

    /// <summary>The paragraph as printed, <c>untoc art. 18(21)</c>; the instrument alone where its articles on assistance are not recorded.</summary>
    public static string Source(InstrumentId instrument, Provision provision) =>
        articles.TryGetValue(instrument.ToString(), out var known) ? known.Article + known.Paragraphs.GetValueOrDefault(provision) : instrument.ToString();

    /// <summary>Whether assistance under an instrument may be refused on a ground.</summary>
    /// <returns>Null when it may.</returns>
    public static Refusal? Admits(RefusalGround ground, InstrumentId instrument) => ground switch
    {
        RefusalGround.BankSecrecy => Refusal.Because(neverForBankSecrecy, "ground", Source(instrument, Provision.BankSecrecy)),
        RefusalGround.FiscalMatters => Refusal.Because(neverForFiscalMattersAlone, "ground", Source(instrument, Provision.FiscalMatters)),
        _ => null,
    };
}
