"""Which articles a digest takes: its filters by language, region, topic and source."""

from quotidien import data
from quotidien.model import languages
from quotidien.model.articles import Article
from quotidien.model.editions import Digest
from quotidien.model.regions import with_ancestors


def belongs(digest: Digest, article: Article) -> bool:
    """Say whether an article passes all filters of the digest; an empty filter lets everything pass.

    A region or topic of the filter lets those below it pass too.
    """
    if not (digest.languages or digest.regions or digest.topics or digest.sources):
        return True
    spoken = {languages.base(tag) for tag in digest.languages}
    regions = with_ancestors(article.regions or (), data.regions())
    topics = with_ancestors(article.topics or (), data.topics())
    return (
        (not spoken or languages.base(article.language) in spoken)
        and (not digest.regions or not set(digest.regions).isdisjoint(regions))
        and (not digest.topics or not set(digest.topics).isdisjoint(topics))
        and (not digest.sources or article.source in digest.sources)
    )
