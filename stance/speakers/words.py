"""What single words can be in a source phrase: title, institution, place, name, boundary; with their inflected forms.

The words stand in ``stance/lexicon/*.tsv``; this module knows the grammar of their forms: article, dual, sound plural,
case endings, pronoun suffixes, and the clitics و ف ل ب ك before them. Everything is in the folded spelling.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from stance.lexicon import read_rows
from stance.text.document import Document
from stance.text.folding import fold

# The readings of a word, as bits of a plain int (a word may have several). An enum.IntFlag would read better, but a
# test of its members costs ten times as much, and these tests run for every word of every source.
OFFICE = 1 << 0  # a title that takes a complement: وزير، رئيس
RANK = 1 << 1  # a title that stands right before a name: العقيد، الدكتور
STYLE = 1 << 2  # معالي، سمو
INSTITUTION = 1 << 3
GROUP = 1 << 4
MEDIA = 1 << 5
DOCUMENT = 1 << 6
HEAD = 1 << 7  # any other noun that wants a complement: شؤون، منطقة
ANONYMOUS = 1 << 8  # describes without naming: مسؤول، شهود
GIVEN = 1 << 9
PARTICLE = 1 << 10  # بن، أبو، عبد
PREPOSITION = 1 << 11
CLAUSE = 1 << 12
TIME = 1 << 13
MANNER = 1 << 14
RELATION = 1 << 15  # التابعة، المقربة: what follows tells whose, not who
CALLED = 1 << 16  # يدعى: a name follows
PLACE = 1 << 17
CAPITAL = 1 << 18
NISBA = 1 << 19
DEFINITE = 1 << 20
PLURAL = 1 << 21
DUAL = 1 << 22
FEMININE = 1 << 23
OWNED = 1 << 24  # carries a pronoun: رئيسها
AND = 1 << 25  # the clitic و or ف stands before it
TO = 1 << 26  # the clitic ل, ب or ك
SAME = 1 << 27  # ذات، نفس، ذلك
SPOKESMAN = 1 << 28
DEFINITE_GIVEN = 1 << 29  # a given name with the article: الطاهر
PUNCTUATION = 1 << 30
ACCUSATIVE = 1 << 31
PARTY = 1 << 32  # الطرفان، الجانبان
PRONOUN = 1 << 33  # الأخير
ISSUED = 1 << 34  # صادر (عن)، أصدرته
PRONOMINAL = 1 << 35  # فيه، منها
RANK_MODIFIER = 1 << 36  # (فريق) أول
ADJECTIVE = 1 << 37  # an indefinite adjective without the nisba's ending: رفيع، مشترك
TRADE = 1 << 38  # a calling, before a name only with the article: الطبيب
CONNECTIVE = 1 << 40  # إذ، فقد: the clause before it has the subject
AUTHOR = 1 << 42  # كاتب (المقال): whom the article's own line names
SUPERLATIVE = 1 << 41  # أكبر (فصائل الغوطة): an apposition before a name
COUNT = 1 << 43  # سبعة (أحزاب)
VERB = 1 << 44  # التقى: no noun with the article
FORMER = 1 << 45  # الأول: the one of two who was named first
LATTER = 1 << 46  # الثاني
ASIDE = 1 << 48  # وهو: says what the one before it is
FROM = 1 << 47  # عن: behind «صادر» the issuer follows
EVENT = 1 << 39  # مؤتمر، تصريح: «في» before it tells when he spoke, not who he is

TITLE = OFFICE | RANK | STYLE
BODY = INSTITUTION | GROUP | MEDIA
NOUN = OFFICE | BODY | DOCUMENT | HEAD
STOP = PREPOSITION | CLAUSE | TIME | MANNER | RELATION | CALLED | ISSUED | PRONOMINAL | VERB

_KIND = {
    "office": OFFICE,
    "rank": RANK,
    "honorific": RANK,
    "style": STYLE,
    "spokesman": OFFICE | SPOKESMAN,
    "author": OFFICE | AUTHOR,
    "institution": INSTITUTION,
    "group": GROUP,
    "media": MEDIA,
    "document": DOCUMENT,
    "head": HEAD,
    "given": GIVEN,
    "particle": PARTICLE,
    "definite": DEFINITE_GIVEN,
    "preposition": PREPOSITION,
    "clause": CLAUSE,
    "time": TIME,
    "manner": MANNER,
    "relation": RELATION,
    "reverse": CALLED,
    "same": SAME,
    "party": PARTY,
    "last": PRONOUN,
    "issued": ISSUED,
    "pronominal": PRONOMINAL,
    "rank-modifier": RANK_MODIFIER,
    "adjective": ADJECTIVE,
    "event": EVENT,
    "connective": CONNECTIVE,
    "superlative": SUPERLATIVE,
    "verb": VERB,
    "ordinal": COUNT,
    "former": FORMER,
    "latter": LATTER,
    "from": FROM,
    "aside": ASIDE,
}


_GRAMMAR = {"number": COUNT, "complementiser": CLAUSE}
"""Roles of ``grammar.tsv`` that end or count in a source phrase too."""


class Word(NamedTuple):
    """A word form: its readings as bits, its lemma ("" if unknown) and how many letters are clitics."""

    bits: int
    lemma: str
    clitic: int


def _bits(kinds: str) -> int:
    bits = 0
    for kind in kinds.split():
        bits |= _KIND[kind]
    return bits


def _article(word: str) -> int:
    """DEFINITE for a `word` that is written with the article: الأخير, but not ألوية, which folds like one that is."""
    return DEFINITE if word.startswith("ال") else 0


_OWNERS = ("ه", "ها", "هم", "هما", "نا")


def _forms(noun: str, feminine: str, plurals: str, *, owned: bool, title: bool) -> Iterator[tuple[str, int]]:
    """All forms of a noun with what each shows: article, number, gender, case, pronoun.

    A `title` is a man's though it ends in ة (عمدة، سعادة), but for its own feminine form.
    """
    if len(noun) == 1:  # an abbreviation: د. · أ.
        yield noun, 0
        return
    genders = [
        (noun, FEMININE if noun.endswith("ة") and not title else 0),
        *((word, FEMININE) for word in feminine.split()),
    ]
    for singular, gender in genders:
        stem = singular[:-1] + "ت" if singular.endswith("ة") else singular
        yield singular, gender
        yield "ال" + singular, gender | DEFINITE
        if stem is singular:
            yield singular + "ا", gender | ACCUSATIVE
        for ending in ("ان", "ين"):
            yield stem + ending, gender | DUAL
            yield "ال" + stem + ending, gender | DUAL | DEFINITE
        yield stem + "ا", gender | DUAL if singular.endswith("ة") else gender | ACCUSATIVE
        if owned:
            for owner in _OWNERS:
                yield stem + owner, gender | OWNED | DEFINITE
        if singular.endswith("ة"):
            yield stem[:-1] + "ات", gender | PLURAL
            yield "ال" + stem[:-1] + "ات", gender | PLURAL | DEFINITE
    for plural in plurals.split():
        yield plural, PLURAL
        yield "ال" + plural, PLURAL | DEFINITE
        if not plural.endswith(("ون", "ات", "ة", "اء", "ا", "ي")):
            yield plural + "ا", PLURAL | ACCUSATIVE  # أوساطا
        if plural.endswith("ون"):
            yield plural[:-2] + "ين", PLURAL
            yield "ال" + plural[:-2] + "ين", PLURAL | DEFINITE
            yield plural[:-1], PLURAL
            yield plural[:-2] + "ي", PLURAL
        elif owned:
            for owner in _OWNERS:
                yield plural + owner, PLURAL | OWNED | DEFINITE


class Lexicon:
    """All word forms of the speakers' lexicon, and the states.

    Attributes
    ----------
    forms : dict
        Folded form → (bits, lemma).
    places : dict
        First word of a place → its full word sequences, longest first.
    phrases : list of tuple of str
        Names of which a word alone looks like a function word (بان كي مون).
    written : dict
        Folded form → the name that it is only where it is written so, else a function word (آن).
    state_of : dict
        Folded name, capital, or adjective → the state's folded main name.
    nicknaming : list of str
        Words with the article behind which a nickname stands: المعروف (بـ).
    spelling : dict
        The state's folded main name → its name as one writes it.
    """

    def __init__(self) -> None:
        self.forms: dict[str, tuple[int, str]] = {}
        self.places: dict[str, list[tuple[str, ...]]] = {}
        self.state_of: dict[str, str] = {}
        self.spelling: dict[str, str] = {}
        self.capitals: set[str] = set()
        self.same = {fold(row["word"]): fold(row["same"]) for row in read_rows("synonyms.tsv")}
        for row in read_rows("boundaries.tsv"):
            word, bits = fold(row["word"]), _bits(row["kind"])
            bits |= 0 if bits & VERB else _article(row["word"])
            self._add(word, bits, "" if bits & (ADJECTIVE | RANK_MODIFIER | EVENT | MEDIA | VERB) else word)
            if bits & (ADJECTIVE | EVENT):
                self._add("ال" + word, bits | DEFINITE, "")
            if bits & COUNT:  # an ordinal
                for ending in ("", "ة"):
                    self._add(word + ending, bits, "")
                    self._add("ال" + word + ending, bits | DEFINITE, "")
        for row in read_rows("grammar.tsv"):
            if row["role"] in _GRAMMAR:
                self._add(fold(row["word"]), _GRAMMAR[row["role"]], "")
        self.phrases: list[tuple[str, ...]] = []
        self.written: dict[str, str] = {}
        for row in read_rows("names.tsv"):
            if row["kind"] == "phrase":
                self.phrases.append(tuple(fold(row["name"]).split()))
            elif row["kind"] == "written":
                self.written[fold(row["name"])] = row["name"]
            else:
                self._add(fold(row["name"]), _bits(row["kind"]) | _article(row["name"]), "")
        for row in read_rows("anonymous.tsv"):
            self._add_noun(row["word"], "", row["plural"], ANONYMOUS)
        for row in read_rows("institutions.tsv"):
            self._add_noun(row["head"], "", row["plural"], _bits(row["kind"]) | _article(row["head"]))
        for row in read_rows("titles.tsv"):
            kinds = row["kind"].split()
            if "trade" in kinds:
                self._add_trade(row["title"], row["feminine"])
                kinds.remove("trade")
            if kinds:
                bits = _bits(" ".join(kinds)) | _article(row["title"])
                self._add_noun(row["title"], row["feminine"], row["plural"], bits)
        for row in read_rows("nationalities.tsv"):
            self._add_state(row)
        self.nicknaming = [form for form, (bits, _) in self.forms.items() if bits & CALLED and bits & DEFINITE]

    def _add(self, form: str, bits: int, lemma: str) -> None:
        old_bits, old_lemma = self.forms.get(form, (0, ""))
        self.forms[form] = (old_bits | bits, lemma or old_lemma)

    def _add_noun(self, noun: str, feminine: str, plurals: str, bits: int) -> None:
        lemma = fold(noun)
        for form, shown in _forms(lemma, fold(feminine), fold(plurals), owned=True, title=bool(bits & TITLE)):
            known = self.forms.get(form)
            # A plain word of another entry (محامي the noun) is not overwritten by a rarer inflection (محام + ي).
            other = known and known[1] and known[1] != lemma and not known[0] & (PREPOSITION | CLAUSE)
            if known and other and form != lemma and form not in fold(feminine).split():
                self.forms[form] = (known[0] | bits | shown if known[0] & bits else known[0], known[1])
            else:
                self._add(form, bits | shown, lemma)

    def _add_trade(self, noun: str, feminine: str) -> None:
        """A trade is a title before a name only with the article: «الطبيب ميلان», but «طبيب» describes."""
        for word in filter(None, (noun, *feminine.split())):
            gender = FEMININE if word.endswith("ة") else 0
            self._add(fold(word), ANONYMOUS | gender, fold(noun))
            self._add(fold(word) + "ا", ANONYMOUS | ACCUSATIVE | gender, fold(noun))
            self._add("ال" + fold(word), RANK | TRADE | DEFINITE | gender, fold(noun))

    def _add_state(self, row: dict[str, str]) -> None:
        names = [fold(name) for name in row["country"].split("|")]
        main = names[0]
        self.spelling[main] = row["country"].split("|")[0]
        for name, written in zip(names, row["country"].split("|"), strict=True):
            self._add_place(name, PLACE | _article(written), main)
        for capital in filter(None, row["capital"].split("|")):
            self._add_place(fold(capital), PLACE | CAPITAL | _article(capital), main)
            self.capitals.add(fold(capital))
        for adjective in filter(None, row["adjective"].split("|")):
            first = fold(adjective).split()[0]
            for form in (first + ending for ending in ("", "ة", "ا", "ين", "ون", "ان", "تين", "تان")):
                for article in ("", "ال"):
                    self._add(article + form, NISBA | (DEFINITE if article else 0), "")
                    if " " not in adjective:
                        self.state_of.setdefault(article + form, main)
        for plural in filter(None, row["plural"].split("|")):
            for article in ("", "ال"):
                self._add(article + fold(plural), NISBA | PLURAL | (DEFINITE if article else 0), "")
                self.state_of.setdefault(article + fold(plural), main)

    def _add_place(self, name: str, bits: int, state: str) -> None:
        words = tuple(name.split())
        self.places.setdefault(words[0], []).append(words)
        self.places[words[0]].sort(key=len, reverse=True)
        self.state_of[name] = state
        if len(words) == 1:
            self._add(name, bits, "")
        else:
            self._add(words[0], 0, "")


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    return Lexicon()


class _Readings(dict[str, Word]):
    """Word form → its reading, worked out at first sight and kept; the kept ones are bounded."""

    def __missing__(self, form: str) -> Word:
        if len(self) > 200_000:
            self.clear()
        reading = self[form] = _read(form)
        return reading


def _read(form: str) -> Word:
    forms = lexicon().forms
    first = form[:1]
    if not first.isalnum():
        return Word(PUNCTUATION, "", 0)
    known = forms.get(form)
    if known:
        alone = DEFINITE if form == "ال" else 0  # الـ"12", which folds like آل
        return Word(known[0] | alone, known[1], 0)
    if "_" in form:
        return _read(form.split("_")[0])
    short = len(form) == 3 and first in "بل" and forms.get(form[1:], (0, ""))[0] & HEAD  # بحي
    if (len(form) > 3 or short) and first in "وفلبك":
        if form.startswith("لل"):
            known = forms.get(form[1:])
            if known and known[0] & NOUN:  # ل + لجنة, not ل + الجنة
                return Word(known[0] | TO, known[1], 1)
            known = forms.get("ال" + form[2:]) or forms.get("ال" + form[1:])
            return Word((known[0] if known else 0) | DEFINITE | TO, known[1] if known else "", 2)
        clitic = AND if first in "وف" else TO
        rest = _read(form[1:])
        known_rest = rest.bits & (NOUN | TITLE | SAME) or (len(form) > 4 and rest.bits & ~(GIVEN | PARTICLE))
        # فالح and كالين are names; before an unknown word with the article only و, ل and ب are taken for clitics.
        if (known_rest or (rest.bits & DEFINITE and first not in "فك")) and not rest.bits & TO:
            return Word(rest.bits | clitic, rest.lemma, rest.clitic + 1)
        if clitic == AND and rest.bits & TO:
            return Word(rest.bits | AND, rest.lemma, rest.clitic + 1)
    if form.startswith("ال") and len(form) > 3:
        return Word(DEFINITE, "", 0)
    return Word(0, "", 0)


readings = _Readings()


def without(token: str, skip: int) -> str:
    """`token` without its first `skip` letters, a clitic: للجيش → الجيش, but للجنة → لجنة."""
    rest = token[skip:]
    if skip and token[skip - 1 : skip + 1] == "لل" and not (readings[rest].bits & NOUN and not readings[rest].clitic):
        return "ال" + rest[1:]
    if skip > 1 and token[skip - 2 : skip] == "لل":
        return "ال" + rest
    return rest


class _Bits(dict[str, int]):
    """Word form → the bits of its reading alone."""

    def __missing__(self, form: str) -> int:
        if len(self) > 200_000:
            self.clear()
        bits = self[form] = readings[form].bits
        return bits


bits_of = _Bits()


class TokenBits(dict[int, int]):
    """Token index → bits, worked out where it is asked for: the rules look at a part of an article only."""

    def __init__(self, tokens: list[str]) -> None:
        super().__init__()
        self._tokens = tokens

    def __missing__(self, index: int) -> int:
        bits = self[index] = bits_of[self._tokens[index]]
        return bits


def places_of_names(document: Document) -> list[int]:
    """Tokens of names of which a word alone would look like a function word (بان كي مون)."""
    text, tokens = document.folded.text, document.tokens
    here: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in lexicon().phrases:
        if " ".join(words) in text:
            here[words[0]].append(words)
    found: list[int] = []
    for place, token in enumerate(tokens) if here else ():
        for words in here.get(token, ()):
            if tuple(tokens[place : place + len(words)]) == words:
                found.extend(range(place, place + len(words)))
    for folded, name in lexicon().written.items():
        if name in document.folded.original:
            found.extend(
                place
                for place, token in enumerate(tokens[:-1])
                if token == folded and _is_written(document, place, name)
            )
    return found


def _is_written(document: Document, place: int, name: str) -> bool:
    """Whether `name` stands there letter by letter, before a word of which nothing is known: آن سوليه."""
    start = document.span(place, place + 1).start
    following = readings[document.tokens[place + 1]].bits
    return document.folded.original.startswith(name, start) and not following & ~GIVEN


def is_indefinite_adjective(token: str) -> bool:
    """Whether a word without the article is an adjective, by its ending or its other forms in news."""
    return token.endswith(("ي", "ية", "يا")) or bool(word_classes().get(token, 0) & COMMON_ADJECTIVE)


def is_definite_adjective(token: str) -> bool:
    """Whether a word with the article is an adjective, by its ending or its other forms in news."""
    if not token.startswith("ال"):
        return False
    return token.endswith(("ي", "ية")) or bool(word_classes().get(token[2:], 0) & COMMON_ADJECTIVE)


def is_surname_in_letter(token: str) -> bool:
    """Whether a word after a given name only looks like one with ب, ل or ك before it: بالما، لامارتين، كالالا."""
    rest = token[1:]
    if len(token) < 4 or rest[0] == "ل" or readings[token].bits & (MEDIA | PLACE):
        return False
    return rest not in frequent_words() and rest.removeprefix("ال") not in word_classes()


def is_verb(token: str) -> bool:
    """Whether the folded word, by its forms in news, can be nothing but a verb."""
    classes = word_classes()
    if readings[token].bits & VERB:
        return True
    found = classes.get(token, 0) or (classes.get(token[1:], 0) if token[:1] == "و" else 0)
    if not found and token.endswith("ان"):
        found = classes.get(token[:-2], 0) & IMPERFECT  # يبحثان
    if not found and token[:2] in ("سي", "ست"):
        found = classes.get(token[1:], 0) & IMPERFECT  # سيسمح
    return bool(found) and not found & (COMMON_NOUN | COMMON_ADJECTIVE)


def has_colour_form(token: str) -> bool:
    """Whether a folded word with the article has the form of colours and elatives: الأحمر، الحمراء."""
    return (len(token) == 6 and token[2] == "ا") or (len(token) == 7 and token.endswith("اء"))


def is_definite_thing(token: str, bits: int) -> bool:
    """Whether the folded word is a common noun with the article, and so no adjective of a noun before it: السبب."""
    classes = word_classes().get(token[2:], 0) if bits == DEFINITE else 0
    return bool(classes & COMMON_NOUN) and not classes & COMMON_ADJECTIVE and not has_colour_form(token)


def looks_imperfect(token: str) -> bool:
    """Whether a folded word of which nothing is known begins as an imperfect does: يستقيل (but so does يانوكوفيتش)."""
    return token[0] == "ي" and len(token) > 3 and not readings[token].bits and not word_classes().get(token, 0)


def tells_of_us(token: str) -> bool:
    """Whether a folded word is what we did to somebody, a clause that describes him: (راع) التقيناه, سألناها.

    Before نا and the pronoun stand three letters at least: but معناه.
    """
    stem = next(
        (token.removesuffix(end) for end in ("ناه", "ناها", "ناهم", "ناهما", "ناهن") if token.endswith(end)), ""
    )
    return len(stem) > 2 and not readings[token].bits & ~DEFINITE and not word_classes().get(token, 0)


@cache
def frequent_words() -> frozenset[str]:
    """Words that are frequent in news on their own (from counts), to tell a preposition written on one from a name."""
    return frozenset(row["word"] for row in read_rows("frequent_words.tsv"))


COMMON_NOUN, COMMON_ADJECTIVE, IMPERFECT, PERFECT = 1, 2, 4, 8
_CLASSES = {"noun": COMMON_NOUN, "adjective": COMMON_ADJECTIVE, "imperfect": IMPERFECT, "perfect": PERFECT}


@cache
def word_classes() -> dict[str, int]:
    """Folded word without article → what its other forms in news show it to be, as bits; a name has none.

    A common noun is met with the article too, an adjective with the article in both genders, an imperfect in both
    genders, a perfect with its feminine and its imperfect (counted in news by ``.ci/word_classes.py``).
    """
    rows = read_rows("word_classes.tsv")
    return {row["word"]: sum(map(_CLASSES.__getitem__, row["classes"].split())) for row in rows}


def is_definite_noun(token: str) -> bool:
    """Whether a word with the article is a common noun: الهدنة, but not the name التايمز."""
    return token.startswith("ال") and bool(word_classes().get(token[2:], 0) & COMMON_NOUN)


def is_bare_noun(token: str) -> bool:
    """Whether a word without article is a common noun, and no adjective by its ending: (غرفة) تجارة (كورمان)."""
    return bool(word_classes().get(token, 0) & COMMON_NOUN) and not token.endswith(("ي", "ية"))


@cache
def forms_of(lemma: str) -> frozenset[str]:
    """The forms of a lemma of the lexicon, each also with the clitics that may stand before it."""
    found: set[str] = set()
    for form in _forms_by_lemma().get(lemma, ()):
        found.update(clitic + form for clitic in ("", "و", "ف", "ل", "ب", "ك", "ول", "وب"))
        if form.startswith("ال"):
            found.update(("لل" + form[2:], "ولل" + form[2:]))
    return frozenset(found)


@cache
def _forms_by_lemma() -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for form, (_, lemma) in lexicon().forms.items():
        forms.setdefault(lemma, []).append(form)
    return forms


@cache
def core(word: str) -> str:
    """What stays of a word when titles are compared: no clitic, article or gender; a nisba and its state are one.

    An unknown nisba (of an invented or rare country) meets its country by their common stem.
    """
    known = lexicon().state_of
    if word in known:
        return known[word]
    reading = readings[word]
    if reading.clitic and not word.startswith("لل"):
        return core(word[reading.clitic :])
    if word.startswith("لل"):
        word = "ال" + word[2:]
        if word in known:
            return known[word]
    if reading.bits & (OFFICE | RANK | ANONYMOUS) and reading.lemma:
        return lexicon().same.get(reading.lemma, reading.lemma)
    word = word.removeprefix("ال") if len(word) > 4 else word
    for ending in ("ية", "يا", "ي", "ة", "ا"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
