"""A fetcher that answers from a script: the second implementation of `Fetcher`, for tests."""

from collections import Counter
from collections.abc import Mapping

from quotidien.errors import DigestError, DropItem
from quotidien.sources.fetch import Request, Response


class ScriptedFetcher:
    """Answers each address with its body or its error; counts what was asked. What is not in the script is a 404."""

    def __init__(self, script: Mapping[str, bytes | DigestError]) -> None:
        self._script = script
        self.asked: Counter[str] = Counter()

    async def fetch(self, request: Request) -> Response:
        self.asked[request.url] += 1
        answer = self._script.get(request.url, DropItem("answers 404", source=request.source, url=request.url))
        if isinstance(answer, DigestError):
            raise answer
        return Response(request.url, 200, {}, answer)
