"""Who speaks: from the source words at a quote to the fullest name that the article gives."""

from __future__ import annotations

from collections.abc import Sequence

from stance.records import Quote, Speaker
from stance.speakers.resolution import Resolver
from stance.text.document import Document


def resolve_speakers(document: Document, quotes: Sequence[Quote]) -> list[Speaker]:
    """The speaker of each of `quotes` (in the order of their contents), for `document`.

    Spans are original offsets into the document's text. A quote without source gets its speaker from the discourse;
    `Speaker.rule` names the rule that decided.
    """
    return Resolver(document, quotes).resolve() if quotes else []
