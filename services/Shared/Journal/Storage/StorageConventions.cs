using System.Text.Json;
using Contracts;
using Contracts.Treaties;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Journal.Storage;

/// <summary>How every service names and stores things: snake_case after the property, codes and kinds as the text a person would write.</summary>
public static class StorageConventions
{
    /// <summary>Call in a context's <c>ConfigureConventions</c>.</summary>
    public static void UsePlatformStorage(this ModelConfigurationBuilder configuration)
    {
        configuration.Properties<StateCode>().HaveConversion<StateCodeText>();
        configuration.Properties<InstrumentId>().HaveConversion<InstrumentIdText>();
        configuration.Properties<ArticleRef>().HaveConversion<ArticleRefText>();
        configuration.Properties<TreatyActionKind>().HaveConversion<KindText>();
        configuration.Conventions.Add(_ => new SnakeCase());
    }

    /// <summary>Stores a record as JSON, read as facts are: what a later build added is passed over, what an earlier one left out has its default.</summary>
    /// <remarks>Records are replaced, not changed, so the same object is the same value.</remarks>
    public static void StoredAsJson<T>(this PropertyBuilder<T> property)
        where T : class =>
        property.HasColumnType("jsonb").HasConversion(
            value => JsonSerializer.Serialize(value, FactTypes.Json), text => JsonSerializer.Deserialize<T>(text, FactTypes.Json)!,
            new ValueComparer<T>((one, other) => ReferenceEquals(one, other), value => value.GetHashCode(), value => value));

    sealed class StateCodeText() : ValueConverter<StateCode, string>(state => state.ToString(), text => StateCode.Parse(text, null));

    sealed class InstrumentIdText() : ValueConverter<InstrumentId, string>(instrument => instrument.ToString(), text => InstrumentId.Parse(text, null));

    sealed class ArticleRefText() : ValueConverter<ArticleRef, string>(article => article.ToString(), text => ArticleRef.Parse(text, null));

    sealed class KindText() : ValueConverter<TreatyActionKind, string>(kind => kind.Written(), text => Kind(text))
    {
        static TreatyActionKind Kind(string text) => TreatyActionKinds.TryParse(text, out var kind) ? kind : throw new FormatException($"'{text}' is no kind of treaty action.");
    }

    /// <summary><c>PartyAct.DepositedOn</c> is <c>party_act.deposited_on</c>, whatever the set of the context is called.</summary>
    sealed class SnakeCase : IModelFinalizingConvention
    {
        public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
        {
            foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
            {
                entity.Builder.ToTable(JsonNamingPolicy.SnakeCaseLower.ConvertName(entity.ClrType.Name));
                foreach (var property in entity.GetProperties())
                    property.Builder.HasColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
            }
        }
    }
}
