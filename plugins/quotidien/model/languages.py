"""Language tags (BCP 47, RFC 5646): their canonical case, their base language, their direction."""

import re

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*")
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa ha-arab he ks ku-arab nqo ps sd syr ug ur yi".split())
_SCRIPTS_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm"})


def is_tag(text: str) -> bool:
    """Say whether `text` is a language tag that we understand.

    >>> is_tag("pt-BR"), is_tag("english please")
    (True, False)
    """
    return bool(_TAG.fullmatch(text))


def canonical(text: str) -> str:
    """Return the tag in RFC 5646's case (`zh-Hant-TW`), "" where `text` is none; `_` counts as `-`.

    >>> canonical("EN_us"), canonical("zh-hant"), canonical("?")
    ('en-US', 'zh-Hant', '')
    """
    text = text.strip().replace("_", "-")
    if not is_tag(text):
        return ""
    first, *rest = text.split("-")
    cased = [part.title() if len(part) == 4 else part.upper() if len(part) < 4 else part.lower() for part in rest]
    return "-".join([first.lower(), *cased])


def base(tag: str) -> str:
    """Return the language without script or country.

    >>> base("pt-BR")
    'pt'
    """
    return tag.split("-", maxsplit=1)[0].lower()


def direction(tag: str) -> str:
    """Return "rtl" or "ltr", the value of HTML's `dir`.

    >>> direction("ar"), direction("fr"), direction("az-Arab")
    ('rtl', 'ltr', 'rtl')
    """
    scripts = {part for part in tag.split("-")[1:] if len(part) == 4}
    if scripts:
        return "rtl" if scripts & _SCRIPTS_RIGHT_TO_LEFT else "ltr"
    return "rtl" if base(tag) in _RIGHT_TO_LEFT else "ltr"
