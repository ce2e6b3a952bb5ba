using Contracts;
using Parties;
using ServiceDefaults.Answers;

namespace Reviews.CountryReviews;

/// <summary>What an answer or a finding may speak of.</summary>
static class ProvisionRules
{
    static readonly Rule articleOfAnotherInstrument = new("reviews/article-of-another-instrument", "article", "instruments"), articleUnknown = new("reviews/article-unknown", "instrument", "number");

    /// <summary>Only provisions of the instruments under review, and only such as there are.</summary>
    public static FieldFault? Check(ArticleRef article, string field, CountryReview review)
    {
        if (!review.Course.Instruments.Contains(article.Instrument))
            return new(field, articleOfAnotherInstrument.With(article, RefusalValue.List(review.Course.Instruments.Select(it => (RefusalValue)it))), "domain, reviews A1 and B1");
        return ArticleCatalogue.Has(article) ? null : new(field, articleUnknown.With(article.Instrument, article.Article), article.Instrument.ToString());
    }
}
