"""Where the content of a draft begins and ends to the letter, and which kind of quote it is."""

from __future__ import annotations

from stance.quotes.drafts import Draft, clitic_of
from stance.quotes.grammar import ASIDE, COMPLEMENTISER, FRONTING, LINK, MEDIUM, RELATIVE, SUBORDINATOR, TIME, formulas
from stance.quotes.passage import COMMAS, TERMINATORS, Passage
from stance.records import Kind, Quote
from stance.speakers.words import BODY, OFFICE, PLACE, TO, is_verb, readings

NAME_WORDS = 2
"""Marked words inside indirect content up to which they are a name or term, not the speaker's words."""


def finish(passage: Passage, draft: Draft, limit: int) -> Quote | None:
    """The quote of `draft`, whose content may reach to token `limit`; None where nothing is left of it."""
    start, end, kind = _extent(passage, draft, limit)
    tokens = passage.tokens
    skip = draft.skip
    while end > start and (
        tokens[end - 1] in COMMAS
        or tokens[end - 1] in "-–—:"
        or (tokens[end - 1] in TERMINATORS and tokens[end - 1] not in "?؟!")
    ):
        end -= 1
    while start < end and (tokens[start] in COMMAS or tokens[start] in ".:-–—…"):
        start += 1
        skip = 0
    if end <= start or not any(token[0].isalnum() for token in tokens[start:end]):
        return None
    document = passage.document
    cue = draft.cue
    return Quote(
        place="text",
        kind=kind,
        content=document.span(start, end, skip=skip),
        cue=document.span(draft.cue_span[0], draft.cue_span[1], skip=draft.cue_span[2]) if draft.cue_span else None,
        source=document.span(draft.source[0], draft.source[1], skip=draft.source[2]) if draft.source else None,
        lemma=draft.lemma,
        cue_class=draft.cue_class,
        gender=cue.gender if cue else "",
        number=cue.number if cue else "",
        rule=draft.rule,
    )


def _extent(passage: Passage, draft: Draft, limit: int) -> tuple[int, int, Kind]:
    start = draft.start
    limit = min(limit, draft.end) if draft.end is not None else limit
    mark = draft.mark
    if (
        mark
        and mark.closed
        and passage.words_in(mark) <= NAME_WORDS
        and mark.close + 1 < limit
        and draft.opener != "tail"
    ) and (passage.tokens[mark.close + 1][0].isalnum() or passage.tokens[mark.close + 1] in COMMAS):
        mark = None  # a name or term in marks at the beginning of a plain clause
    if mark is None:
        end = limit if draft.opener in ("colon", "tail") else _reporter_resumes(passage, start, limit)
        if draft.opener in ("noun", "preposition", "marks"):
            end = _formula(passage, "adjunct", start, end)
        if draft.opener in ("noun", "preposition"):
            end = _next_clause(passage, start, end)
        if (draft.rule == "noun" and draft.boundary > 0) or _is_fronted(passage, draft):
            end = _main_clause(passage, start, end)
        if draft.rule == "relative" or draft.opener == "predicate":
            end = next((place for place in range(start, end) if passage.tokens[place] in COMMAS), end)
        if draft.opener == "colon":
            return start, end, "direct"
        return start, end, _kind(passage, start, end)
    inner = max(start, mark.open + 1)
    if not mark.closed:
        return inner, max(limit, mark.close), "direct"
    end = _after_marks(passage, draft, mark.close + 1, limit)
    if end <= mark.close + 1:
        return inner, mark.close, "direct"
    return mark.open, _reporter_resumes(passage, mark.close + 1, end), "mixed"


def _is_fronted(passage: Passage, draft: Draft) -> bool:
    """Whether the cue's clause stands before the sentence's own verb: منذ أن أعلنت S ⟦…⟧، يرفض …"""
    place = draft.cue_span[0] - 1 if draft.cue_span else -1
    roles = passage.roles
    if place > 0 and roles[place] & COMPLEMENTISER and roles[place - 1] & SUBORDINATOR:
        place -= 1
    elif place < 0 or not roles[place] & FRONTING:
        return False
    before = passage.tokens[place - 1] if place else "\n"
    return before == "\n" or before in TERMINATORS or before in "-–—"


def _next_clause(passage: Passage, start: int, limit: int) -> int:
    """Where after a comma a verb with و and its titled subject begin: كشف S عن ⟦قصف مخازن⟧، وقام وزير الدفاع بـ …"""
    for place in range(start + 1, limit - 2):
        token = passage.tokens[place + 1]
        if passage.tokens[place] in COMMAS and token[0] == "و" and is_verb(token[1:]):
            bits = readings[passage.tokens[place + 2]].bits
            if bits & (OFFICE | BODY) and not bits & TO:
                return place
    return limit


def _main_clause(passage: Passage, start: int, limit: int) -> int:
    """Where the sentence's own verb follows: بعد إعلان الحكومة أن ⟦تعز هي المحطة المقبلة⟧، قدمت قيادات مبادرة."""
    aside = False
    for place in range(start + 1, limit - 1):
        if passage.tokens[place] not in COMMAS:
            continue
        after = passage.tokens[place + 1]
        if aside or passage.roles[place + 1] & RELATIVE:
            aside = not aside  # المادة، التي تقضي بالجلد، تخالف …: its verb goes on with the content
        elif is_verb(after) and not clitic_of(after):
            return place
    return limit


def _after_marks(passage: Passage, draft: Draft, place: int, limit: int) -> int:
    """How far the sentence goes on as the speaker's after the closing mark at `place` - 1."""
    tokens, roles = passage.tokens, passage.roles
    if draft.opener == "tail" or place >= limit:
        return place
    token = tokens[place]
    if token in TERMINATORS or token == ":" or token in "-–—)":
        return place
    if token in COMMAS:
        # Another pair of marks joined by the reporter's words is still the same quote.
        linked = place + 2 < limit and bool(roles[place + 1] & LINK)
        joined = place + 1 in passage.marks or (linked and place + 2 in passage.marks)
        further = any(ahead in passage.marks for ahead in range(place + 1, min(limit, place + 8)))
        joined = joined or further
        if place + 1 < limit and tokens[place + 1][0] == "و":
            joined = joined or bool(roles[place + 1] & COMPLEMENTISER)
        return limit if joined and place + 1 < limit else place
    words = passage.words_in(draft.mark) if draft.mark else 0
    circumstance = TIME | ASIDE | LINK | (0 if draft.opener == "clause" else MEDIUM)
    if words > 5 and roles[place] & circumstance:
        return place
    return limit


def _reporter_resumes(passage: Passage, start: int, limit: int) -> int:
    """The token before which a formula shows that the reporter speaks again (، على حد تعبيره), or `limit`."""
    end = _formula(passage, "gloss", start, limit)
    turn = _formula(passage, "turn", start + 2, end)
    while turn < end and passage.tokens[turn - 1] not in COMMAS:
        turn = _formula(passage, "turn", turn, end)
    return turn


def _formula(passage: Passage, role: str, start: int, limit: int) -> int:
    """The first place in ``(start + 1, limit)`` of a formula of `role`, or `limit`."""
    table = formulas(role)
    for place in range(start + 1, limit):
        entries = table.get(passage.tokens[place])
        if entries and any(passage.follows(place + 1, rest) for rest in entries):
            return place
    return limit


def _kind(passage: Passage, start: int, end: int) -> Kind:
    for span in passage.marks_between(start, end):
        words = passage.words_in(span) if span.closed else 0
        if words > NAME_WORDS or (words == NAME_WORDS and not _names(passage, span.open)):
            return "mixed"
    return "indirect"


def _names(passage: Passage, place: int) -> bool:
    """Whether the marks at `place` follow a noun that a name completes (حركة "حماس")."""
    return place > 0 and bool(readings[passage.tokens[place - 1]].bits & (BODY | OFFICE | PLACE))
