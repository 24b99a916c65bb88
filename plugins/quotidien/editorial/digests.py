"""Which articles a digest takes: its filters by language, region, topic and source."""

from quotidien import data
from quotidien.model import languages
from quotidien.model.articles import Article
from quotidien.model.editions import Digest
from quotidien.model.regions import ancestors


def belongs(digest: Digest, article: Article) -> bool:
    """Say whether an article passes all filters of the digest; an empty filter lets everything pass."""
    regions = {code for region in article.regions or () for code in (region, *ancestors(region, data.regions()))}
    spoken = {languages.base(tag) for tag in digest.languages}
    return (
        (not spoken or languages.base(article.language) in spoken)
        and (not digest.regions or not regions.isdisjoint(digest.regions))
        and (not digest.topics or not set(article.topics or ()).isdisjoint(digest.topics))
        and (not digest.sources or article.source in digest.sources)
    )
