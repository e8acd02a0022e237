"""Stances counted by speaker, group and time, from the records that `stance score` wrote."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import IO, Any, cast

from stance.errors import InputError
from stance.records import LABELS
from stance.text.folding import name_key

STANCES = (*LABELS, "uncertain")


@dataclass
class Tally:
    """What was counted of one speaker or group; grows while records are read, so memory is by speaker, not article.

    ``periods`` are the counts of stances by the first day of each period; quotes without a date are in none.
    """

    names: Counter[str] = field(default_factory=Counter)
    ids: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)
    stances: Counter[str] = field(default_factory=Counter)
    confidence: float = 0.0
    articles: int = 0
    last_article: int = -1
    first: date | None = None
    last: date | None = None
    periods: dict[date, Counter[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The commonest of its spellings."""
        return _commonest(self.names)

    @property
    def id(self) -> str:
        """Its id in the user's register, where speakers were linked to one."""
        return _commonest(self.ids)

    @property
    def group(self) -> str:
        """Its group in the user's register."""
        return _commonest(self.groups)

    @property
    def quotes(self) -> int:
        """All its quotes."""
        return self.stances.total()

    @property
    def mean_confidence(self) -> float:
        """Of all its stances."""
        return self.confidence / self.quotes if self.quotes else 0.0

    @property
    def balance(self) -> float:
        """Favor less against, over all quotes: -1 to 1."""
        return (self.stances["favor"] - self.stances["against"]) / self.quotes if self.quotes else 0.0

    def add(self, quote: Mapping[str, Any], article: int, day: date | None, period: date | None) -> None:
        """Count one quote of the article of that number."""
        self.names[str(quote.get("speaker") or "")] += 1
        for counter, key in ((self.ids, "speaker_id"), (self.groups, "speaker_group")):
            if quote.get(key):
                counter[str(quote[key])] += 1
        self.stances[str(quote["stance"])] += 1
        self.confidence += float(quote.get("confidence") or 0.0)
        if article != self.last_article:
            self.articles += 1
            self.last_article = article
        if day is not None and period is not None:
            self.first = min(self.first or day, day)
            self.last = max(self.last or day, day)
            self.periods.setdefault(period, Counter())[str(quote["stance"])] += 1


@dataclass
class Summary:
    """All tallies: of everything, by speaker, and by group where a register gave groups."""

    by: str
    target: str | None
    whole: Tally
    speakers: list[Tally]
    groups: list[Tally]
    undated: int

    @property
    def periods(self) -> list[date]:
        """Every period from the first to the last, those without a quote too."""
        known = sorted(self.whole.periods)
        if not known:
            return []
        periods = [known[0]]
        while periods[-1] < known[-1]:
            periods.append(period_start(_after(periods[-1], self.by), self.by))
        return periods


def summarize(records: Iterable[Mapping[str, Any]], *, by: str = "month") -> Summary:
    """Count the quotes of scored records; quotes without a stance (of `stance quotes`) are left out.

    Speakers are one where their id is, or else where their names are the same but for spelling.
    """
    whole = Tally()
    speakers: dict[str, Tally] = {}
    groups: dict[str, Tally] = {}
    undated, target = 0, None
    for number, record in enumerate(records):
        day = _day(record.get("date"))
        period = period_start(day, by) if day else None
        undated += day is None
        target = target or record.get("target")
        for quote in record.get("quotes", ()):
            if not quote.get("stance"):
                continue
            key = str(quote.get("speaker_id") or "") or name_key(str(quote.get("speaker") or ""))
            tallies = [whole, speakers.setdefault(key, Tally())]
            if quote.get("speaker_group"):
                tallies.append(groups.setdefault(str(quote["speaker_group"]), Tally()))
            for tally in tallies:
                tally.add(quote, number, day, period)
    nobody = speakers.pop("", None)
    return Summary(by, target, whole, [*_sorted(speakers), *([nobody] if nobody else [])], _sorted(groups), undated)


def read_scored(paths: Iterable[str], standard_input: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The records of scored JSON Lines files (``.gz`` too), one at a time; "-" is standard input.

    Raises
    ------
    InputError
        A file cannot be read, or a line is no scored record; the message names file and line.
    """
    for path in paths:
        try:
            if path == "-":
                yield from _records("standard input", standard_input)
            else:
                with _opened(Path(path)) as stream:
                    yield from _records(path, stream)
        except (OSError, EOFError) as error:
            reason = getattr(error, "strerror", None) or error
            raise InputError(f"{path}: cannot be read ({reason}); give JSON Lines that stance score wrote") from error


def period_start(day: date, by: str) -> date:
    """The first day of the day, week (from Monday) or month that holds `day`."""
    return _STARTS[by](day)


_STARTS: Mapping[str, Callable[[date], date]] = {
    "day": lambda day: day,
    "week": lambda day: day - timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
}
PERIODS = tuple(_STARTS)


def _after(period: date, by: str) -> date:
    return period + timedelta(days={"day": 1, "week": 7, "month": 31}[by])


def _opened(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        import gzip

        return cast(IO[bytes], gzip.open(path, "rb"))
    return path.open("rb")


def _records(name: str, stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            quotes = record["quotes"]
            if not isinstance(quotes, list):
                raise TypeError("quotes is no list")
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"{name}: line {number}: not a scored article ({type(error).__name__}: {error}); "
                "give JSON Lines that stance score wrote"
            ) from error
        yield record


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _commonest(counter: Counter[str]) -> str:
    return min(counter, key=lambda name: (-counter[name], name), default="")


def _sorted(tallies: Mapping[str, Tally]) -> list[Tally]:
    return sorted(tallies.values(), key=lambda tally: (-tally.quotes, tally.name))
