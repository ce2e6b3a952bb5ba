using Contracts;
using Contracts.Treaties;
using FsCheck;
using FsCheck.Fluent;
using Treaties.Actions;
using Treaties.Status;

namespace Treaties.Tests.Status;

/// <summary>Rules that hold whatever four participants do, in whatever order and however badly dated, and however often the record of it is corrected.</summary>
public class Whatever_happened
{
    internal static readonly StateCode[] States = [.. new[] { "EUE", "FJI", "KEN", "MEX" }.Select(code => StateCode.Parse(code))];
    internal static readonly InstrumentId[] Instruments = [.. new[] { "untoc", "untoc-tip", "uncac", "hostages-1979" }.Select(id => InstrumentId.Parse(id))];
    static readonly DateOnly Start = new(2000, 1, 1);
    static readonly DateTimeOffset Recorded = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static readonly Gen<DateOnly> Days = Gen.Choose(0, 9000).Select(Start.AddDays);

    static readonly Gen<UncertainDate> Dates =
        from day in Days
        from width in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 900)))
        select UncertainDate.Between(day, day.AddDays(width));

    static readonly Gen<TreatyAct> Acts =
        from state in Gen.Elements(States)
        from instrument in Gen.Elements(Instruments)
        from kind in Gen.Elements(Enum.GetValues<TreatyActionKind>())
        from usual in Gen.Elements(TreatyActionKind.Signature, TreatyActionKind.Ratification, TreatyActionKind.Accession, TreatyActionKind.Denunciation)
        from rare in Gen.Choose(0, 2)
        from date in Dates
        select new TreatyAct { Id = Guid.Empty, Instrument = instrument, State = state, Kind = rare == 0 ? kind : usual, Date = date, Source = "made up" };

    static readonly Gen<List<TreatyAct>> Histories = Acts.ListOf().Select(acts => acts.Select((act, n) => act with { Id = Act.Numbered(n) }).ToList());

    /// <summary>A history in which acts are corrected and annulled, each revision a minute or more after the one before.</summary>
    internal static readonly Gen<List<Revision>> Corrections =
        from acts in Histories
        from changes in (from which in Gen.Choose(0, 50) from now in Acts from annulled in Gen.Choose(0, 3) select (which, now, annulled)).ListOf()
        select Corrected(acts, [.. changes]);

    [Fact]
    public void Nobody_is_certain_who_is_not_possible() => Holds(Histories, (acts, day) =>
        Counts(acts, day).All(count => count.Certain <= count.Possible));

    [Fact]
    public void A_count_is_the_number_of_statuses_behind_it() => Holds(Histories, (acts, day) =>
    {
        var record = Record(acts);
        return Instruments.All(instrument => new[] { Basis.Deposit, Basis.Effect }.All(basis =>
            !record.Holds(instrument) || Parties.Count(record, instrument, day, basis) == new PartyCount(
                States.Count(state => ParticipantStatus.Of(record, instrument, state, day).CountsAsParty(basis) == Certainty.Certain),
                States.Count(state => ParticipantStatus.Of(record, instrument, state, day).CountsAsParty(basis) != Certainty.No))));
    });

    [Fact]
    public void Everyone_has_a_standing_and_says_how_it_was_reached() => Holds(Histories, (acts, day) =>
        Statuses(acts, day).All(status => status.Possible.Count > 0 && status.Possible.Distinct().Count() == status.Possible.Count && status.Steps.Count > 0));

    [Fact]
    public void Who_is_bound_has_deposited_so_the_count_by_effect_is_never_the_larger() => Holds(Histories, (acts, day) =>
    {
        var record = Record(acts);
        return Instruments.Where(record.Holds).All(instrument =>
            Parties.Count(record, instrument, day, Basis.Effect)!.Value is var bound && Parties.Count(record, instrument, day, Basis.Deposit)!.Value is var deposited
            && bound.Certain <= deposited.Certain && bound.Possible <= deposited.Possible);
    });

    [Fact]
    public void No_deposit_takes_effect_before_it_is_made_or_before_the_instrument_is_in_force() => Holds(Histories, (acts, _) =>
    {
        var record = Record(acts);
        return Adherences(record).All(it => it.Adherence.EffectiveOn is not { } effect
            || (effect.NotBefore >= it.Adherence.DepositedOn.NotBefore && effect.NotAfter >= it.Adherence.DepositedOn.NotAfter
                && effect.NotBefore >= EntryIntoForce.DayOf(record, record.Catalogue[it.Instrument])!.Value.NotBefore));
    });

    [Fact]
    public void A_protocol_never_binds_who_is_not_bound_by_the_Convention() => Holds(Histories, (acts, day) =>
    {
        var record = Record(acts);
        return States.All(state => ParticipantStatus.Of(record, Instruments[1], state, day).CountsAsParty(Basis.Effect) <= ParticipantStatus.Of(record, Instruments[0], state, day).CountsAsParty(Basis.Effect));
    });

    [Fact]
    public void Certain_dates_leave_no_doubt() => Holds(Histories, (acts, day) =>
        Statuses([.. acts.Where(act => act.Date.IsKnown && act.Instrument != Instruments[3])], day).All(status => status.IsCertain));

    [Fact]
    public void What_happens_later_does_not_change_the_status_of_a_day() => Holds(Histories, (acts, day) =>
    {
        // Only a fresh consent speaks about the past: it bounds an earlier end whose day is not known.
        List<TreatyAct> known = [.. acts.Where(act => act.Date.IsKnown)];
        var whole = Statuses(known, day).ToDictionary(status => (status.Instrument, status.State), status => status.Standing);
        return Statuses([.. known.Where(act => act.Date.NotBefore <= day)], day).All(status => whole[(status.Instrument, status.State)] == status.Standing);
    });

    [Fact]
    public void The_truth_within_the_bounds_is_always_among_the_possible() => Holds(Histories, (acts, day) =>
    {
        // The earliest and the latest reading of every date are two of the worlds the bounds allow, for acts of one kind that do not hang on each other.
        List<TreatyAct> joining = [.. acts.Where(act => !act.Kind.EndsParticipation() && act.Kind != TreatyActionKind.WithdrawalOfDenunciation)];
        var open = Statuses(joining, day).ToDictionary(status => (status.Instrument, status.State), status => status.Possible);
        return new Func<UncertainDate, DateOnly>[] { date => date.NotBefore, date => date.NotAfter }.All(reading =>
            Statuses([.. joining.Select(act => act with { Date = UncertainDate.On(reading(act.Date)) })], day).All(status => open[(status.Instrument, status.State)].Contains(status.Standing)));
    });

    [Fact]
    public void The_order_of_recording_does_not_matter() => Holds(Corrections, (revisions, day) =>
    {
        var now = Recorded.AddYears(1);
        List<Revision> backwards = [.. revisions.AsEnumerable().Reverse()];
        return Same(TreatyRecord.Known(RealRecord.Catalogue, revisions, now), TreatyRecord.Known(RealRecord.Catalogue, backwards, now), day);
    });

    [Fact]
    public void What_was_known_at_a_moment_is_not_changed_by_what_is_recorded_after_it() => Holds(Corrections, (revisions, day) =>
    {
        var moment = Recorded.AddMinutes(revisions.Count / 2);
        List<Revision> then = [.. revisions.Where(revision => revision.RecordedAt <= moment)];
        return Same(TreatyRecord.Known(RealRecord.Catalogue, revisions, moment), TreatyRecord.Known(RealRecord.Catalogue, then, Recorded.AddYears(1)), day);
    });

    [Fact]
    public void A_correction_of_a_correction_stands_as_if_it_had_been_recorded_first() => Holds(Corrections, (revisions, day) =>
    {
        var latest = revisions.GroupBy(revision => revision.Act.Id).Select(history => history.MaxBy(revision => revision.Number)!).Where(revision => !revision.Annulled).Select(revision => revision.Act);
        return Same(TreatyRecord.Known(RealRecord.Catalogue, revisions, Recorded.AddYears(1)), Record(latest), day);
    });

    [Fact]
    public void What_is_recorded_later_is_the_same_added_as_known_from_the_start() => Holds(Corrections, (revisions, day) =>
    {
        var (until, now) = (Recorded.AddMinutes(revisions.Count / 2), Recorded.AddYears(1));
        var whole = TreatyRecord.Known(RealRecord.Catalogue, revisions, now);
        var then = TreatyRecord.Known(RealRecord.Catalogue, revisions, until);
        List<Revision> later = [.. revisions.Where(revision => revision.RecordedAt > until)];
        return Same(whole, then.After(later), day) && Same(whole, later.Aggregate(then, (record, revision) => record.After([revision])), day);
    });

    [Fact]
    public void Before_the_first_recording_nothing_is_known() => Holds(Corrections, (revisions, _) =>
        TreatyRecord.Known(RealRecord.Catalogue, revisions, Recorded.AddTicks(-1)).Acts.Count == 0);

    [Fact]
    public void A_flag_on_the_record_is_what_a_new_entry_would_be_told() => Holds(Histories, (acts, _) =>
    {
        var record = Record(acts);
        return acts.All(act => Consistency.Judge(record, act).Select(finding => finding.Rule).SequenceEqual(Consistency.Judge(record.Without(act.Id), act).Select(finding => finding.Rule)));
    });

    static void Holds<T>(Gen<T> histories, Func<T, DateOnly, bool> rule) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(histories.ToArbitrary(), Days.ToArbitrary(), rule));

    static TreatyRecord Record(IEnumerable<TreatyAct> acts) => new(RealRecord.Catalogue, acts);

    static IEnumerable<ParticipantStatus> Statuses(IReadOnlyList<TreatyAct> acts, DateOnly day)
    {
        var record = Record(acts);
        return from instrument in Instruments from state in States select ParticipantStatus.Of(record, instrument, state, day);
    }

    static IEnumerable<PartyCount> Counts(IReadOnlyList<TreatyAct> acts, DateOnly day)
    {
        var record = Record(acts);
        return from instrument in Instruments from basis in new[] { Basis.Deposit, Basis.Effect } let count = Parties.Count(record, instrument, day, basis) where count is not null select count.Value;
    }

    static IEnumerable<(InstrumentId Instrument, Adherence Adherence)> Adherences(TreatyRecord record) =>
        from instrument in Instruments from state in States from adherence in Adherence.Of(record, record.Catalogue[instrument], state) select (instrument, adherence);

    static bool Same(TreatyRecord one, TreatyRecord other, DateOnly day) =>
        one.Acts.SequenceEqual(other.Acts) && Instruments.All(instrument => States.All(state =>
            ParticipantStatus.Of(one, instrument, state, day).Steps.Lines().SequenceEqual(ParticipantStatus.Of(other, instrument, state, day).Steps.Lines())));

    static List<Revision> Corrected(List<TreatyAct> acts, List<(int Which, TreatyAct Now, int Annulled)> changes)
    {
        var revisions = acts.Select((act, n) => new Revision(act, 0, Recorded.AddMinutes(n))).ToList();
        if (acts.Count > 0)
        {
            foreach (var (which, now, annulled) in changes)
            {
                var id = acts[which % acts.Count].Id;
                revisions.Add(new(now with { Id = id }, revisions.Count(revision => revision.Act.Id == id), Recorded.AddMinutes(revisions.Count), annulled == 0, "looked up again"));
            }
        }
        return revisions;
    }
}
