"""Addresses on the web: which we accept, which two are the same, and the ids that follow from them."""

import hashlib
import re
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit
from uuid import NAMESPACE_URL, uuid5

_TRACKING = frozenset(
    "fbclid gclid dclid msclkid mc_cid mc_eid igshid yclid _ga _gl ocid cmp cmpid ns_campaign ns_mchannel ns_source "
    "at_medium at_campaign ref_src xtor s_cid smid guccounter spm maca traffic_source".split()
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?=.*[a-z0-9])[a-z0-9._-]+|(?=.*:)[0-9a-f:.]+")
_SAFE = "/%:@!$&'()*+,;=~-._"


def absolute(url: str, base: str = "") -> str:
    """Return `url` as an absolute http(s) address, resolved against `base`, or "" where it is none.

    >>> absolute("/a b", "https://x.example/"), absolute("javascript:alert(1)"), absolute("mailto:a@b.c")
    ('https://x.example/a%20b', '', '')
    """
    try:
        parts = urlsplit(urljoin(base.strip(), url.strip()))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in _DEFAULT_PORTS:
        return ""
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii").lower()
        path, query, fragment = (
            quote(part, safe=_SAFE + more)
            for part, more in ((parts.path or "/", ""), (parts.query, "?"), (parts.fragment, "?"))
        )
    except UnicodeError:
        return ""
    if not _HOST.fullmatch(name) or ("[" in parts.netloc) != (":" in name):
        return ""
    name = f"[{name}]" if ":" in name else name
    netloc = name if port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{name}:{port}"
    return urlunsplit((parts.scheme, netloc, path, query, fragment))


def canonical(url: str, base: str = "") -> str:
    """Return the address that two links to one article share: no fragment, no tracking words, no empty query.

    >>> canonical("HTTPS://News.Example:443/a?utm_source=rss&id=3#top")
    'https://news.example/a?id=3'
    """
    parts = urlsplit(absolute(url, base))
    kept = [pair for pair in parts.query.split("&") if pair and not _is_tracking(pair.partition("=")[0])]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "&".join(kept), ""))


def _is_tracking(key: str) -> bool:
    key = unquote(key).lower()
    return key.startswith(("utm_", "at_custom", "pk_")) or key in _TRACKING


def host(url: str) -> str:
    """Return the host in lower case, with its port where it is not the usual one; "" without one."""
    return urlsplit(url).netloc.rsplit("@", 1)[-1].lower()


def identifier(key: str) -> str:
    """Return the 12 hexadecimal digits that stand for `key` (a canonical URL, or a path below `content/`).

    >>> identifier("https://news.example/a")
    '95bbca1f9b4b'
    """
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def urn(kind: str, id_: str) -> str:
    """Return a feed's id for a thing of ours: stable when link, date or host change (RFC 4122, version 5).

    >>> urn("story", "95bbca1f9b4b")
    'urn:uuid:656e908c-75a2-5b71-8490-c0dc1403f336'
    """
    return uuid5(NAMESPACE_URL, f"quotidien:{kind}:{id_}").urn
