"""Participles, verbal nouns, documents and relayed words as cues."""

from __future__ import annotations

from stance.quotes.complements import Complement, find_complement
from stance.quotes.cues import (
    CONTINUED,
    NAMING,
    NOUN,
    OBJECT,
    PREDICATE,
    PREPOSITION,
    RELAY,
    SAYING,
    Cue,
    forms,
    phrases,
)
from stance.quotes.drafts import Draft, clause_start, clitic_of, draft_of, is_denied
from stance.quotes.grammar import (
    COMPLEMENTISER,
    DEMONSTRATIVE,
    FREE_RELATIVE,
    HYPOTHESIS,
    LINK,
    NEGATION,
    RELATIVE,
    SECOND,
)
from stance.quotes.marks import MARK_CHARACTERS
from stance.quotes.passage import COMMAS, Passage, Sentence
from stance.quotes.source_phrase import AGENT, LONGEST, is_preposition_clitic, source_end
from stance.quotes.sources import is_main_verb, main_subject
from stance.quotes.verbs import past_circumstance, past_same_time, predicate_of
from stance.speakers.words import ACCUSATIVE, DEFINITE, MEDIA, readings
from stance.speakers.words import DOCUMENT as DOCUMENT_WORD

LONGEST_TOLD = 6
"""Tokens of an addressee between a noun of saying and its «أن», at the most."""


def read_participle(
    passage: Passage, sentence: Sentence, index: int, cue: Cue, begin: int, running: Draft | None
) -> Draft | None:
    """مضيفا أن …, متهما إياه بـ …: the subject is that of the sentence's verb."""
    tokens, roles = passage.tokens, passage.roles
    end = sentence.end
    if index > begin and roles[index - 1] & (NEGATION | RELATIVE | COMPLEMENTISER):
        return None
    soon = any(role & COMPLEMENTISER for role in roles[index + 1 : index + 3])
    if index == sentence.start and cue.clitic == 0 and cue.gender == "f" and not soon:
        return None
    if index > sentence.start and tokens[index - 1] == "-" and tokens[index + 1 : index + 2] == [":"]:
        return None  # «سبق - متابعة:»: a dateline
    after = index + 1
    while after < end and roles[after] & SECOND:
        after += 1
    cue_end = after
    after = past_same_time(passage, after, end)
    complement = find_complement(passage, after, min(end, after + (20 if cue.governs & OBJECT else 12)), cue)
    if complement is None and cue.governs & PREDICATE:
        complement = predicate_of(passage, after, after, end, cue)
    if complement is None and cue.governs & NOUN and after < end - 2 and roles[after] & FREE_RELATIVE:
        complement = Complement(after, 0, None, "noun", 0)  # نافيا | ما تردد عن …
    if complement is None:
        return None
    if complement.opener == "noun" and complement.distance > 1:
        return None
    comma = index > begin and (tokens[index - 1] in COMMAS or tokens[index - 1] in MARK_CHARACTERS)
    if not comma and complement.distance > (6 if cue.governs & OBJECT else 2):
        return None
    if cue.weak and complement.opener not in ("clause", "colon", "marks"):
        return None
    return draft_of(
        f"participle:{complement.opener}",
        cue,
        (index, cue_end, cue.clitic),
        None if running or begin > sentence.start else main_subject(passage, index, begin, cue),
        clause_start(passage, index, begin),
        complement,
    )


def read_naming(passage: Passage, sentence: Sentence, index: int, cue: Cue, begin: int) -> Draft | None:
    """إعلان S ⟦…⟧, دعوته إلى ⟦…⟧: a verbal noun with its sayer and its complement."""
    end = sentence.end
    if index > begin and passage.roles[index - 1] & (DEMONSTRATIVE | NEGATION):
        return None
    after = index + 1
    if after < end and passage.tokens[after] == "من":
        after += 1  # تأكيد من S أن، مطالبات من S بـ
    source: tuple[int, int, int] | None = None
    stop = after
    if not cue.pronoun:
        stop = source_end(passage, after, end, cue)
        if stop <= after or not readings[passage.tokens[after]].bits & AGENT:
            return None
        source = (after, stop, 0)
    parted = stop < end and (passage.tokens[stop] in COMMAS or passage.tokens[stop][0] == "ل")  # تأكيد S، لوكالة X، أن
    complement = find_complement(passage, stop, min(end, stop + (14 if parted else 6)), cue)
    if complement is None or complement.opener in ("marks", "colon"):
        return None
    if cue.pronoun and (complement.distance or cue.transitive):
        return None  # إثر اتهامه بـ: whom they accuse
    return draft_of(
        "noun",
        cue,
        (index, index + 1, cue.clitic),
        source,
        index,
        complement,
    )


def read_document(passage: Passage, sentence: Sentence, index: int, cue: Cue, begin: int) -> Draft | None:
    """جاء في S أن/: …"""
    after = index + cue.length
    stop = source_end(passage, after, sentence.end, None)
    if stop <= after:
        return None
    complement = find_complement(passage, stop, sentence.end, cue)
    between = complement.start if complement else stop
    if any(
        candidate.attribution and stop <= candidate.place < between
        for candidate in passage.candidates_between(stop, between)
    ):
        return None  # a preposition of source nearer to the content names the sayer
    if complement is None or complement.opener not in ("clause", "colon", "marks") or complement.distance > 8:
        return None
    return draft_of(
        "document", cue, (index, after, cue.clitic), (after, stop, 0), clause_start(passage, index, begin), complement
    )


def read_saying(
    passage: Passage, sentence: Sentence, index: int, cue: Cue, begin: int, running: Draft | None
) -> Draft | None:
    """بالقول إن …, جاء فيه أن …: a cue of its own where the verb before it says nothing yet."""
    after = index + cue.length
    told = past_circumstance(passage, after, sentence.end) if cue.kind == SAYING else after  # بالقول في خطبته إن
    if told < sentence.end and is_preposition_clitic(passage.tokens[told], "ل"):
        told = _past_told(passage, told, sentence.end)
    complement = find_complement(passage, told, sentence.end, cue, directly=True)
    if complement is None or complement.opener not in ("clause", "colon", "marks"):
        return None
    source = running.source if running and cue.kind == SAYING else None
    boundary = clause_start(passage, index, begin)
    if running and running.rule == "attribution-front" and cue.kind == SAYING:
        source = main_subject(passage, index, running.start, cue, led=True) or source  # بحسب W، خاطب S … بالقول
    if running and running.opener == "clause" and cue.kind == SAYING:
        comma = _clause_between(passage, index, running.start)
        if comma and (subject := main_subject(passage, index, comma, cue, led=True)):
            source, boundary = subject, comma  # أضاف S أن …، وختم S حديثه بالقول: …
    if running is None and cue.kind == SAYING and begin == sentence.start:
        source = main_subject(passage, index, begin, cue, led=True)
    if running is None and cue.kind == CONTINUED:
        source = _issued_before(passage, index, begin)
    return draft_of(
        "saying",
        cue,
        (index, after, cue.clitic),
        source,
        boundary,
        complement,
    )


def _clause_between(passage: Passage, index: int, begin: int) -> int:
    """The last comma before `index` behind which a clause begins with و and a verb; 0 where none does."""
    for place in range(index - 2, max(begin, index - LONGEST), -1):
        if passage.tokens[place] in COMMAS:
            return place if clitic_of(passage.tokens[place + 1]) and is_main_verb(passage.tokens[place + 1]) else 0
    return 0


def _past_told(passage: Passage, place: int, end: int) -> int:
    """The «أن» or colon behind whom it is told, which begins at `place`: بقوله | للتلفزيون الفرنسي | إن."""
    for after in range(place + 1, min(end, place + LONGEST_TOLD)):
        if passage.roles[after] & COMPLEMENTISER or passage.tokens[after] == ":":
            return after
        if not passage.tokens[after][0].isalnum():
            break
    return place


def _issued_before(passage: Passage, index: int, begin: int) -> tuple[int, int, int] | None:
    """The document with its issuer right before the words at `index`: أعقبه | بيان للرئاسة | جاء فيه."""
    tokens = passage.tokens
    for place in range(index - 2, max(begin, index - LONGEST) - 1, -1):
        bits = readings[tokens[place]].bits
        if bits & DOCUMENT_WORD and not bits & (DEFINITE | ACCUSATIVE):
            issued = any(is_preposition_clitic(token, "ل") for token in tokens[place + 1 : index])
            whole = issued and source_end(passage, place, index, None) == index
            return (place, index, clitic_of(tokens[place])) if whole else None
    return None


def read_led(passage: Passage, sentence: Sentence, index: int, cue: Cue, begin: int) -> Draft | None:
    """سارع S إلى تأكيد أن …, عاد S ليؤكد أن …: a verb that says nothing leads to the noun or form of one that does."""
    tokens, roles = passage.tokens, passage.roles
    after = past_circumstance(passage, index + cue.length, sentence.end)
    noun = not cue.number  # else a verb: عاد ليقول
    complement = find_complement(passage, after, sentence.end, cue, directly=noun)
    openers = ("clause",) if noun else ("clause", "colon", "marks")
    if complement is None or complement.opener not in openers:
        return None
    low = next((at for at in range(index, begin, -1) if tokens[at - 1] in COMMAS or roles[at - 1] & LINK), begin)
    if any(role & (NEGATION | HYPOTHESIS | RELATIVE) for role in roles[low:index]):
        return None
    source = main_subject(passage, index, low, cue, led=True)
    if source is None and not (index > low and is_main_verb(tokens[index - 1])):
        return None
    if source and not noun and readings[tokens[source[0]]].bits & DOCUMENT_WORD:
        return None  # جاء القرار ليؤكد أن …
    return draft_of(
        "led", cue, (index, index + cue.length, cue.clitic), source, clause_start(passage, low, begin), complement
    )


def _is_owned_naming(token: str) -> bool:
    """Whether a noun of saying with its owner's pronoun: تذمره، اعترافها."""
    found = forms().get(token)
    return found is not None and found.kind == NAMING and bool(found.pronoun)


def _past_naming(passage: Passage, place: int, end: int) -> tuple[int, int]:
    """Where the words begin by which a medium calls whom it quotes, and their clitic: عن ما وصفته بـ | "مصدر مطلع"."""
    tokens = passage.tokens
    here = place - 1 if passage.roles[place - 1] & FREE_RELATIVE else place
    if here + 2 >= end or not passage.roles[here] & FREE_RELATIVE:
        return place, 0
    verb = forms().get(tokens[here + 1])
    if verb is None or verb.cue_class != "describe" or tokens[here + 2][0] != "ب":
        return place, 0
    return (here + 3, 0) if tokens[here + 2] == "ب" else (here + 2, 1)


def relays(passage: Passage, sentence: Sentence, index: int) -> bool:
    """Whether a medium tells at `index` what somebody else said: أوردت W | عن S قوله إن."""
    tokens, end = passage.tokens, min(sentence.end, index + LONGEST)
    if index + 1 >= end or not readings[tokens[index + 1]].bits & MEDIA:
        return False
    about = next((at for at in range(index + 2, end) if tokens[at] == "عن"), end)
    for place in range(index + 2, end):
        if passage.roles[place] & COMPLEMENTISER or tokens[place] == ":":
            return False
        if place > about and any(cue.kind == RELAY for rest, cue in phrases().get(tokens[place], ()) if not rest):
            return True
    return False


def read_relay(passage: Passage, sentence: Sentence, index: int, cue: Cue, begin: int) -> Draft | None:
    """نقلت W عن S قوله إن …: the speaker is S, not the agency that relays."""
    tokens = passage.tokens
    end = sentence.end
    if is_denied(passage, index, cue, begin) or (index > begin and passage.roles[index - 1] & RELATIVE):
        return None
    more = 0
    for place in range(index + 1, min(end, index + 18)):
        relays = (found.attribution for found in passage.candidates_between(place, place + 1))
        more = next((len(found.rest) for found in relays if found and found.cue_class == "relay"), 0)
        if more:  # نقل W على لسان | S
            break
        free = passage.roles[place] & FREE_RELATIVE and tokens[place][0] == "ع"  # عما وصفته بـ
        if free or tokens[place] == "عن" or (tokens[place] == "الي" and cue.governs & PREPOSITION["الي"]):
            break
        if passage.roles[place] & COMPLEMENTISER or tokens[place] == ":":
            place = end
            break
    else:
        place = end
    if place < end:
        after, skip = _past_naming(passage, place + 1 + more, end)
        stop = max(source_end(passage, after, end, None), after + skip)
        named = (at for at in range(after + 1, stop) if _is_owned_naming(tokens[at]))
        stop = next(named, stop)  # نسب إلى عسكري | تذمره من
        source: tuple[int, int, int] | None = (after, stop, skip) if stop > after else None
    else:
        after = index + 1
        stop = source_end(passage, after, end, cue)
        source = (after, stop, 0) if stop > after else None
        if any(found.kind == NAMING for found in map(forms().get, tokens[after:stop]) if found):
            return None  # ونقلت الصحف | تأكيد الرئيس أن: the noun tells who said it
    if source is None:
        return None
    for further in range(stop, min(end, stop + 24)):
        for rest, phrase in phrases().get(tokens[further], ()):
            if phrase.kind == RELAY and passage.follows(further + 1, rest):
                complement = find_complement(passage, further + 1, end, phrase)
                if complement:
                    return draft_of(
                        "relay",
                        phrase,
                        (further, further + 1, phrase.clitic),
                        source,
                        clause_start(passage, index, begin),
                        complement,
                        cue_class=cue.cue_class,
                    )
    complement = find_complement(passage, stop, end, cue._replace(governs=cue.governs & ~NOUN & 7))
    if complement is None or complement.opener not in ("clause", "colon", "marks"):
        return None
    return draft_of(
        "relay", cue, (index, index + 1, cue.clitic), source, clause_start(passage, index, begin), complement
    )
