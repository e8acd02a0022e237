"""The constructions of reported speech: which of them a candidate opens.

Each construction is one small function, from a cue to a draft of its quote, in `verbs`, `nominals`, `attributions` and
`headings`. A draft knows its cue, source and the token where its content opens; where the content ends is `contents`'
part, for it depends on the drafts that follow.
"""

from __future__ import annotations

from stance.quotes.attributions import read_attribution
from stance.quotes.cues import CONTINUED, DOCUMENT, LED, NAMING, PARTICIPLE, RELAY, SAYING, VERB
from stance.quotes.drafts import Draft
from stance.quotes.nominals import (
    read_document,
    read_led,
    read_naming,
    read_participle,
    read_relay,
    read_saying,
    relays,
)
from stance.quotes.passage import Candidate, Passage, Sentence
from stance.quotes.verbs import read_verb


def read_candidate(
    passage: Passage, sentence: Sentence, candidate: Candidate, begin: int, running: Draft | None
) -> Draft | None:
    """The draft that `candidate` opens in ``[begin, sentence.end)``, or None; `running` is the draft still open."""
    if candidate.attribution:
        return read_attribution(passage, sentence, candidate, begin, running)
    cue = candidate.cue
    assert cue is not None
    index = candidate.place
    if cue.kind == VERB and (cue.cue_class == "relay" or relays(passage, sentence, index)):
        return read_relay(passage, sentence, index, cue, begin)
    if cue.kind == VERB:
        return read_verb(passage, sentence, index, cue, begin, running)
    if cue.kind == PARTICIPLE and cue.number == "p" and cue.gender == "f" and not passage.parted(index):
        return read_naming(passage, sentence, index, cue, begin)  # مطالبات S بـ
    if cue.kind == PARTICIPLE:
        return read_participle(passage, sentence, index, cue, begin, running)
    if cue.kind == NAMING:
        return read_naming(passage, sentence, index, cue, begin)
    if cue.kind == LED:
        return read_led(passage, sentence, index, cue, begin)
    if cue.kind == DOCUMENT:
        return read_document(passage, sentence, index, cue, begin)
    if cue.kind in (CONTINUED, SAYING, RELAY):
        return read_saying(passage, sentence, index, cue, begin, running)
    return None
