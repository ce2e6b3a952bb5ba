using Contracts;
using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using Networks.Authorities;
using Networks.Storage;

namespace Networks.Duties;

/// <summary>Holds the duties of a State against the authorities it has designated.</summary>
static class DutyRegister
{
    /// <summary>All duties of a State are one stream: a designation may meet several at once.</summary>
    public static string Stream(StateCode state) => $"duties/{state}";

    /// <summary>Closes the duties that an authority meets as it stands now, and opens those again that it met and no longer meets, unless another authority does.</summary>
    /// <param name="on">Day of the note verbale that changed it.</param>
    public static async Task Settle(Work<NetworksDb> work, Authority authority, DateOnly on)
    {
        var stream = await work.Open(Stream(authority.State));
        var duties = await work.Db.Duties.Where(it => it.State == authority.State).OrderBy(it => it.Id).ToListAsync(work.Cancel);
        var others = await Standing(work.Db, authority.State, authority.Id, work.Cancel);
        foreach (var duty in duties)
        {
            var meets = authority.WithdrawnOn is null && authority.Details.Functions.Any(it => (it.Function, it.Instrument) == (duty.Function, duty.Instrument));
            if (meets && duty.Authority is null)
                Meet(duty, authority.Id, on, stream);
            else if (!meets && duty.Authority == authority.Id && Other(duty) is { } other)
                Meet(duty, other, on, stream);
            else if (!meets && duty.Authority == authority.Id)
            {
                (duty.Authority, duty.MetOn) = (null, null);
                stream.Append(new DutyReopened { Duty = duty.Id }, on);
            }
        }

        Guid? Other(Duty duty) => others.FirstOrDefault(it => (it.Function, it.Instrument) == (duty.Function, duty.Instrument))?.Authority;
    }

    /// <summary>What a State's standing authorities are designated for, those designated first at the top.</summary>
    /// <param name="but">An authority that is left out.</param>
    public static Task<List<Designation>> Standing(NetworksDb db, StateCode state, Guid? but, CancellationToken cancel) =>
        db.Designations.AsNoTracking().Where(it => it.Authority != but && db.Authorities.Any(authority => authority.Id == it.Authority && authority.State == state))
            .OrderBy(it => it.Authority).ToListAsync(cancel);

    static void Meet(Duty duty, Guid authority, DateOnly on, FactStream stream)
    {
        (duty.Authority, duty.MetOn) = (authority, on);
        stream.Append(new DutyClosed { Duty = duty.Id, Authority = authority }, on);
    }
}
