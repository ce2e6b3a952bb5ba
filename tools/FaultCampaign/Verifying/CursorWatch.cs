using FaultCampaign.Platforms;
using Processes;

namespace FaultCampaign.Verifying;

/// <summary>Notes in each consumer's database, by a trigger of ours, every time a cursor does not go forward: what lies behind it was applied again.</summary>
/// <remarks>Evidence alone cannot show it: a line that is there already stays as it is. Only a rebuild may go back, and in a campaign nothing is rebuilt.</remarks>
static class CursorWatch
{
    public static async Task Set(ServicesUnderFault services, CancellationToken cancel)
    {
        foreach (var service in services.Names)
            await services.Data(service).Run(
                """
                CREATE TABLE IF NOT EXISTS fault_campaign_cursor (source text, was bigint, became bigint);
                CREATE OR REPLACE FUNCTION fault_campaign_cursor() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF NEW.position <= OLD.position THEN INSERT INTO fault_campaign_cursor VALUES (NEW.source, OLD.position, NEW.position); END IF;
                    RETURN NEW;
                END $$;
                CREATE OR REPLACE TRIGGER fault_campaign_cursor BEFORE UPDATE ON cursor FOR EACH ROW EXECUTE FUNCTION fault_campaign_cursor()
                """, cancel);
    }

    /// <returns>Each time, in words.</returns>
    public static async Task<IReadOnlyList<string>> Noted(ServicesUnderFault services, CancellationToken cancel)
    {
        var noted = new List<string>();
        foreach (var service in services.Names)
            noted.AddRange(await services.Data(service).Rows("SELECT source, was, became FROM fault_campaign_cursor", row => $"{service}: its cursor of {row.GetString(0)} went from {row.GetInt64(1)} to {row.GetInt64(2)}", cancel));
        return noted;
    }
}
