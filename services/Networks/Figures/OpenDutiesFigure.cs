using Contracts;
using Figures;
using Networks.Duties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Figures;

/// <summary>Designations that parties owe and have not made.</summary>
/// <remarks>For the secretariat: that a State is late is for that State and the secretariat.</remarks>
sealed class OpenDutiesFigure : Figure
{
    public override string Name => "duties-open";

    public override string Definition => "Designations that parties owe on the day under an instrument and that no authority of theirs meets; overdue where the instrument sets a day and it has passed.";

    public override string Unit => "designations";

    public override IReadOnlyList<Type> Facts => [typeof(DutyOpened), typeof(DutyClosed), typeof(DutyReopened), typeof(DutyRedated), typeof(DutyNeverOwed)];

    public override IReadOnlyList<string> Dimensions => ["designation", "function", "instrument", "status", "state"];

    public override IReadOnlyList<StatesOfRecords> StatesCounted => [new("states-owing-designations", "States, and the European Union, that owe a designation on the day under an instrument, each once.")];

    public override IReadOnlyList<Role> Offices => Secretariat.Offices;

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf)
    {
        // A note may bear an earlier day than the deposit: what it closes is then not yet there on the days between.
        var duties = new List<Duty>();
        foreach (var happened in stream)
            switch (happened.Fact)
            {
                case DutyOpened fact:
                    duties.RemoveAll(it => it.Id == fact.Duty);        // it comes back when its deposit stands again
                    duties.Add(new Duty
                    {
                        Id = fact.Duty,
                        Act = fact.Act,
                        State = fact.State,
                        Instrument = fact.Instrument,
                        Function = fact.Function,
                        Article = fact.Article,
                        OwedFrom = fact.OwedFrom,
                        DueBy = fact.DueBy,
                        NotOwedFrom = fact.NotOwedFrom,
                        Authority = fact.Authority,
                    });
                    break;
                case DutyClosed fact when duties.Find(it => it.Id == fact.Duty) is { } duty:
                    duty.Authority = fact.Authority;
                    break;
                case DutyReopened fact when duties.Find(it => it.Id == fact.Duty) is { } duty:
                    duty.Authority = null;
                    break;
                case DutyRedated fact when Find(fact.Act, fact.Instrument, fact.Function) is { } duty:
                    (duty.OwedFrom, duty.DueBy, duty.NotOwedFrom) = (fact.OwedFrom, fact.DueBy, fact.NotOwedFrom);
                    break;
                case DutyNeverOwed fact when Find(fact.Act, fact.Instrument, fact.Function) is { } duty:
                    duty.NotOwedFrom = duty.OwedFrom;
                    break;
            }

        return duties.Where(it => it.OwedFrom <= asOf && it.StatusOn(asOf) is DutyStatus.Open or DutyStatus.Overdue).Select(it => new Counted(
            $"{stream[0].Stream}#{it.Id}", it.OwedFrom, new Dictionary<string, string>
            {
                ["designation"] = $"{it.Function} {it.Instrument}",
                ["function"] = it.Function,
                ["instrument"] = it.Instrument.ToString(),
                ["status"] = new Word<DutyStatus>(it.StatusOn(asOf)).ToString(),
                ["state"] = it.State.ToString(),
            })
        { State = it.State.ToString() });

        Duty? Find(Guid act, InstrumentId instrument, string function) => duties.Find(it => (it.Act, it.Instrument, it.Function) == (act, instrument, function));
    }
}
