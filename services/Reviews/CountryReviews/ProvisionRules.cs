using Contracts;
using Reviews.Instruments;
using ServiceDefaults.Answers;

namespace Reviews.CountryReviews;

/// <summary>What an answer or a finding may speak of.</summary>
static class ProvisionRules
{
    /// <summary>Only provisions of the instruments under review, and only such as there are.</summary>
    public static Refusal? Check(ArticleRef article, string field, CountryReview review)
    {
        if (!review.Course.Instruments.Contains(article.Instrument))
            return Refusal.Invalid("reviews/article-of-another-instrument", field, $"{article} is of none of the instruments reviewed: {string.Join(", ", review.Course.Instruments)}.", "domain, reviews A1 and B1");
        return ArticleCatalogue.Has(article) ? null : Refusal.Invalid("reviews/article-unknown", field, $"{article.Instrument} has no article {article.Article}.", article.Instrument.ToString());
    }
}
