using FaultCampaign.Platforms;

namespace FaultCampaign.Load;

/// <summary>The work of one client of the platform: what treaty, network and assistance officers enter, drawn from the seed.</summary>
sealed class TreatyWork(Stock stock, int writer, int seed)
{
    /// <summary>Of every hundred requests.</summary>
    const int Notifications = 42, Corrections = 16, KeptCurrent = 18, Designations = 10, Withdrawals = 4;

    /// <summary>Of every hundred changes, those of the few things that everybody changes: there conflicts are sure to happen.</summary>
    const int Contended = 25;

    const int FewThings = 3, DaysMoved = 12;

    static readonly DateOnly noted = new(2024, 5, 6);

    readonly Random random = new(HashCode.Combine(seed, writer));
    readonly string prefix = $"s{seed}-w{writer}";
    int asked;

    public Request Next()
    {
        var marker = $"{prefix}-{++asked}";
        var drawn = random.Next(100);
        if ((drawn -= Notifications) < 0)
        {
            var state = random.Next(stock.States.Count - 1); // the last is the probes'
            return Notification(marker, stock.States[state], stock.NextNotification(state));
        }
        if ((drawn -= Corrections) < 0)
            return Correction(marker);
        if ((drawn -= KeptCurrent) < 0)
            return stock.Authority(random) is { } kept ? Keep(marker, kept) : Designation(marker);
        if ((drawn -= Designations) < 0)
            return Designation(marker);
        if ((drawn -= Withdrawals) < 0)
            return stock.Authority(random) is { } withdrawn ? Withdrawal(marker, withdrawn) : Designation(marker);
        return Activity(marker);
    }

    /// <summary>Tells what came of a request, so that later ones may follow on it.</summary>
    public void Answered(Request request, Reply reply)
    {
        if (!reply.IsAcknowledged)
            return;
        if (request.About is Changing changed && reply.ETag is { } tag)
        {
            changed.Tag = tag;
            changed.Gone |= request.Kind == "withdraw";
        }
        if (request is { Kind: "designate", About: string state } && reply is { ETag: { } first, Location: { } location })
            stock.Designated(new("networks", $"authorities/{location[(location.LastIndexOf('/') + 1)..]}", state, first));
    }

    /// <summary>Tells how something stands now that somebody else has changed.</summary>
    public void Saw(object about, string etag) => ((Changing)about).Tag = etag;

    public static Request Notification(string marker, string state, DateOnly on) =>
        new(marker, "deposit", "treaties", HttpMethod.Post, "instruments/untoc/actions", "treaty-officer",
            new { state, kind = "notification", depositedOn = on, provisions = new[] { "untoc art. 18(13)" }, source = marker }, "treaties.action-deposited");

    Request Correction(string marker)
    {
        var consent = stock.Consents[random.Next(100) < Contended ? random.Next(FewThings) : random.Next(stock.Consents.Count)];
        var replacement = new { state = consent.Changing.State, kind = consent.Kind, depositedOn = consent.DepositedOn.AddDays(1 + random.Next(DaysMoved)), provisions = consent.Provisions, source = marker };
        return new(marker, "correct", "treaties", HttpMethod.Post, $"{consent.Changing.Path}/corrections", "treaty-officer", new { reason = "The depositary corrected the date.", replacement },
            "treaties.action-corrected", consent.Changing.Tag, consent.Changing, consent.Changing.Path);
    }

    Request Designation(string marker)
    {
        var state = stock.Designating[random.Next(stock.Designating.Count)];
        return new(marker, "designate", "networks", HttpMethod.Post, "authorities", "network-officer", new { state, details = Details(marker) }, "networks.authority-designated", About: state);
    }

    static Request Keep(string marker, Changing authority) =>
        new(marker, "keep", "networks", HttpMethod.Put, authority.Path, "network-officer", Details(marker), "networks.authority-kept-current", authority.Tag, authority, authority.Path);

    static Request Withdrawal(string marker, Changing authority) =>
        new(marker, "withdraw", "networks", HttpMethod.Post, $"{authority.Path}/withdrawal", "network-officer", new { source = new { reference = marker, date = noted } }, "networks.authority-withdrawn", authority.Tag, authority, authority.Path);

    Request Activity(string marker)
    {
        var state = stock.Designating[random.Next(stock.Designating.Count)];
        return new(marker, "activity", "technical-assistance", HttpMethod.Post, "activities", "assistance-officer",
            new { kind = "training", title = new { en = marker }, instruments = new[] { "uncac" }, beneficiaries = new[] { state }, from = noted, to = noted, online = true, source = marker }, "technical-assistance.activity-delivered");
    }

    static object Details(string marker) => new
    {
        names = new { en = $"Central Authority {marker}" },
        functions = new[] { new { function = "mutual-legal-assistance", instrument = "uncac" } },
        source = new { reference = marker, date = noted },
    };
}
