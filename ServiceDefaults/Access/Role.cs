namespace ServiceDefaults.Access;

/// <summary>What a person or a program may be towards the platform. A token carries one or more, in kebab case (<c>treaty-officer</c>).</summary>
/// <remarks>
/// Offices of the secretariat are kept apart because each keeps its own record; roles of a State come with the claim
/// that names the State. Source: the parts people play in domain terms (review mechanisms: focal point, governmental
/// expert, observer; UNTOC art. 18(13), UNCAC art. 46(13): central authority).
/// </remarks>
public enum Role
{
    /// <summary>Keeps the record of treaty actions from the depositary's notifications.</summary>
    TreatyOfficer,

    /// <summary>Runs country reviews for the secretariat.</summary>
    ReviewOfficer,

    /// <summary>Runs technical assistance for the secretariat.</summary>
    AssistanceOfficer,

    /// <summary>Keeps the directory of competent national authorities and supports the networks.</summary>
    NetworkOfficer,

    /// <summary>Keeps the platform running: journals, parked entries, verification. Sees no case.</summary>
    Operator,

    /// <summary>A State's permanent mission: speaks for the State by note verbale. Bound to a State.</summary>
    PermanentMission,

    /// <summary>Coordinates and certifies a State's part in a review. Bound to a State.</summary>
    FocalPoint,

    /// <summary>Drafts answers and feedback for a State. Bound to a State.</summary>
    GovernmentalExpert,

    /// <summary>Sends and receives requests for cooperation (UNTOC art. 18(13), UNCAC art. 46(13)). Bound to a State.</summary>
    CentralAuthority,
}
