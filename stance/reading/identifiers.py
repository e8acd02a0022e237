"""Keeping articles with the same id apart."""

from __future__ import annotations

import logging
from hashlib import blake2b

from stance.records import Article

TOLD = 5
"""Double ids that are told one by one; the others are counted."""

logger = logging.getLogger(__name__)


class Identifiers:
    """The ids met so far, in eight bytes each (two ids of a million meet in them with a chance of 3 in 10⁸)."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._last: dict[str, int] = {}
        self._doubles = 0

    def own(self, article: Article) -> Article:
        """`article`, under an id that no article before it has."""
        if self._add(article.id):
            return article
        number = self._last.get(article.id, 1) + 1
        while not self._add(f"{article.id}#{number}"):
            number += 1
        self._last[article.id] = number
        self._doubles += 1
        if self._doubles <= TOLD:
            logger.warning(
                "id %s is there more than once; this one is told apart as %s#%d", article.id, article.id, number
            )
        return article._replace(id=f"{article.id}#{number}")

    def tell(self) -> None:
        """Log how many double ids there were beyond those told."""
        if self._doubles > TOLD:
            logger.warning(
                "%d more ids were there more than once and are told apart in the same way", self._doubles - TOLD
            )

    def _add(self, identifier: str) -> bool:
        digest = blake2b(identifier.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        key = int.from_bytes(digest, "little")
        if key in self._seen:
            return False
        self._seen.add(key)
        return True
