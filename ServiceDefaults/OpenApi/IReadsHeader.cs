namespace ServiceDefaults.OpenApi;

/// <summary>Marks an endpoint that reads a header, for the document of the interface.</summary>
public interface IReadsHeader
{
    string Header { get; }

    /// <summary>What it means, its form, and what holds when it is left out.</summary>
    string Description { get; }

    bool IsRequired { get; }
}

/// <summary>Marks an endpoint that answers with a header beside the body, for the document of the interface.</summary>
public interface ISendsHeader
{
    string Header { get; }

    string Description { get; }
}
