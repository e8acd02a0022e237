"""What labelled data must keep to before anything is trained on it or measured with it.

Two parts that share a text make every figure on the test part too good, so beside the plain rules (spans inside their
text, labels known, nothing twice) near-duplicates across parts are told: two quotes of which one holds most of the
other's word 5-grams (Broder's containment, "On the resemblance and containment of documents", 1997).
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from stance.errors import InputError
from stance.reading.gold import GoldArticle, GoldQuote, read_gold
from stance.records import LABELS, Span
from stance.text.folding import name_key

KINDS = ("direct", "indirect", "mixed")
PARTS = ("train", "test")
SHINGLE = 5
"""Words in a row that are compared."""
NEAR = 0.5
"""The share of one quote's shingles in another from which on the two are near-duplicates."""
SHORTEST = SHINGLE + 3
"""Words below which a quote is too short to tell a copy from a set phrase (وقف إطلاق النار فورا ودون شروط)."""

_SALT = "255:"  # chosen so that every batch of the first 250 articles has its share in both parts
_TEST_SHARE = 0.19


class Row(NamedTuple):
    """One row of a labelled table: where it stands and its fields ("" where a column is missing)."""

    line: int
    fields: Mapping[str, str]

    def get(self, column: str) -> str:
        """The field of `column`, without outer blanks."""
        return (self.fields.get(column) or "").strip()


class Problem(NamedTuple):
    """Something that must be put right; `place` is an article's id and quote number, or a table's line."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.message}"


class _Text(NamedTuple):
    """One quote as it is compared with all others."""

    file: str
    place: str
    group: str
    part: str
    words: tuple[str, ...]
    whole: str  # what may not stand there twice


def part_of(group: str) -> str:
    """The part ("train" or "test") of a new article or group of rows, by a stable hash of its id."""
    digest = hashlib.sha256(f"{_SALT}{group}".encode()).hexdigest()
    return "test" if int(digest[:8], 16) / 2**32 < _TEST_SHARE else "train"


def validate(
    *, articles: Mapping[str, Sequence[GoldArticle]] | None = None, rows: Mapping[str, Sequence[Row]] | None = None
) -> list[Problem]:
    """All problems of annotated articles and labelled rows that are used together.

    Parameters
    ----------
    articles, rows : mapping from a file's name to what it holds
        An article's part is its ``split`` field, a row's its ``split`` column; where there is none, the train part.
    """
    articles, rows = articles or {}, rows or {}
    problems: list[Problem] = []
    texts: list[_Text] = []
    for file, golds in articles.items():
        for gold in golds:
            problems.extend(Problem(file, *told) for told in _article_problems(gold))
            texts.extend(_article_texts(file, gold))
    for file, table in rows.items():
        for row in table:
            problems.extend(Problem(file, f"line {row.line}", message) for message in _row_problems(row))
            texts.append(_row_text(file, row))
    problems.extend(_torn_groups(texts))
    problems.extend(_same_ids(articles))
    problems.extend(_twice(texts))
    problems.extend(_leaks(texts))
    return problems


def validate_folder(folder: Path) -> list[Problem]:
    """All problems of the ``*.jsonl`` and ``*.csv`` files that lie directly in `folder`.

    Raises
    ------
    InputError
        A file cannot be read at all.
    """
    return validate(
        articles={path.name: read_gold(path) for path in sorted(folder.glob("*.jsonl"))},
        rows={path.name: read_rows(path) for path in sorted(folder.glob("*.csv"))},
    )


def read_rows(path: Path) -> list[Row]:
    """The rows of one of the project's own tables (UTF-8, commas), with the lines they end on.

    Raises
    ------
    InputError
        The file is missing or no UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            return [Row(reader.line_num, {key: value for key, value in row.items() if key}) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read as a labelled table ({error}); give UTF-8 with commas") from error


def _article_problems(gold: GoldArticle) -> Iterator[tuple[str, str]]:
    identifier = gold.article.id
    part = gold.article.extra.get("split")
    if part is not None and part not in PARTS:
        yield identifier, f'split "{part}" is unknown; give one of {_listed(PARTS)}'
    for number, quote in enumerate(gold.quotes, start=1):
        for message in _quote_problems(gold.article.text, quote):
            yield f"{identifier}, quote {number}", message


def _quote_problems(text: str, quote: GoldQuote) -> Iterator[str]:
    if quote.kind not in KINDS:
        yield f'kind "{quote.kind}" is unknown; give one of {_listed(KINDS)}'
    if quote.stance not in LABELS:
        yield f'stance "{quote.stance}" is unknown; give one of {_listed(LABELS)}'
    if not quote.speaker.strip():
        yield "no speaker; give the fullest name or the description"
    for name, span in (("content", quote.content), ("cue", quote.cue), ("source", quote.source)):
        if span is not None:
            yield from _span_problems(text, name, span)
    if _overlap(quote.cue, quote.source):
        yield "cue and source overlap; give each its own words"
    for name, span in (("cue", quote.cue), ("source", quote.source)):
        if _overlap(span, quote.content):
            yield f"{name} and content overlap; end the content where the {name} begins"


def _span_problems(text: str, name: str, span: Span) -> Iterator[str]:
    if not 0 <= span.start < span.end <= len(text):
        yield f"{name} {list(span)} is not inside the text (0 to {len(text)}) or empty"
    elif text[span.start].isspace() or text[span.end - 1].isspace():
        yield f"{name} {list(span)} begins or ends with a blank; move its ends to the words"


def _overlap(first: Span | None, second: Span | None) -> bool:
    return first is not None and second is not None and first.start < second.end and second.start < first.end


def _row_problems(row: Row) -> Iterator[str]:
    text, label, part, context = row.get("text"), row.get("label"), row.get("split"), row.get("context")
    if not text:
        yield "no text"
    if label not in LABELS:
        yield f'label "{label}" is unknown; give one of {_listed(LABELS)}'
    if part and part not in PARTS:
        yield f'split "{part}" is unknown; give one of {_listed(PARTS)}'
    if context and text not in context:
        yield "the context does not hold the text; give the whole sentence, letter by letter"
    if context and row.get("cue") not in context:
        yield "the context does not hold the cue; give the whole sentence, letter by letter"
    if None in row.fields.values():
        yield "too few fields; put a field with commas or marks into double quotes"


def _article_texts(file: str, gold: GoldArticle) -> Iterator[_Text]:
    article = gold.article
    part = str(article.extra.get("split") or PARTS[0])
    for number, (start, end) in enumerate((quote.content for quote in gold.quotes), start=1):
        key = name_key(article.text[start:end])
        place = f"{article.id}, quote {number}"
        # one article may say a thing twice (its title and its first sentence)
        yield _Text(file, place, article.id, part, tuple(key.split()), whole=place)


def _row_text(file: str, row: Row) -> _Text:
    key = name_key(row.get("text"))
    place = f"line {row.line}"
    return _Text(
        file,
        place,
        row.get("article_id") or f"{file}:{row.line}",
        row.get("split") or PARTS[0],
        tuple(key.split()),
        whole=f"{key}|{name_key(row.get('context') or row.get('cue'))}|{row.get('target')}",
    )


def _torn_groups(texts: Iterable[_Text]) -> Iterator[Problem]:
    first: dict[str, _Text] = {}
    for text in texts:
        before = first.setdefault(text.group, text)
        if before.part != text.part:
            yield Problem(
                text.file,
                text.place,
                f'"{text.group}" is in {text.part} here and in {before.part} in {before.file}, {before.place}; '
                "keep it in one part",
            )


def _same_ids(articles: Mapping[str, Sequence[GoldArticle]]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for file, golds in articles.items():
        for gold in golds:
            if gold.article.id in seen:
                yield Problem(file, gold.article.id, f"is in {seen[gold.article.id]} already; give each article its id")
            seen[gold.article.id] = file


def _twice(texts: Iterable[_Text]) -> Iterator[Problem]:
    first: dict[str, _Text] = {}
    for text in texts:
        before = first.setdefault(text.whole, text)
        if before is not text:
            yield Problem(text.file, text.place, f"the same row as {before.file}, {before.place}; take one of them out")


def _leaks(texts: Sequence[_Text]) -> Iterator[Problem]:
    long = [text for text in texts if len(text.words) >= SHORTEST]
    shingles = [_shingles(text.words) for text in long]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, text in enumerate(long):
        if text.part == PARTS[0]:
            for shingle in shingles[number]:
                holders[shingle].append(number)
    for number, text in enumerate(long):
        if text.part == PARTS[0]:
            continue
        shared = Counter(other for shingle in shingles[number] for other in holders.get(shingle, ()))
        for other, count in shared.items():
            if count / min(len(shingles[number]), len(shingles[other])) >= NEAR:
                yield Problem(
                    text.file,
                    text.place,
                    f"nearly the same as {long[other].file}, {long[other].place}, which is in the other part; "
                    "move one of the two groups",
                )


def _shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}


def _listed(values: Iterable[str]) -> str:
    return ", ".join(values)
