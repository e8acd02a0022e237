"""The same figures by part: where the tool does well and where it fails."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stance.classifier.pack import shipped_language
from stance.evaluation.counters import ratio
from stance.evaluation.judging import Judgement
from stance.evaluation.matching import speaker_key
from stance.evaluation.resampling import Interval, by_group, interval, resampled, totals

LEAST = 5
"""Quotes that a slice must have to be shown; a speaker or an outlet needs `LEAST_NAMED`."""
LEAST_NAMED = 10
LEAST_ARTICLES = 3
"""Articles that a slice must be spread over: its interval is over articles, and says nothing where there is one."""
MOST = 25
"""Slices of one dimension, the largest first."""
SHORT, LONG = 8, 20
"""Words up to which a quote is short, and from which it is long."""

MEASURES: Mapping[str, tuple[str, str]] = {
    "recall": ("matched", "gold"),
    "exact": ("exact", "gold"),
    "speaker": ("speaker", "matched"),
    "stance": ("stance_right", "stance_asked"),
    "end_to_end": ("complete", "gold"),
}
"""A slice's measures: each a count over another. They are of gold quotes, so all are recalls or accuracies."""


class Slice(NamedTuple):
    """One part of the gold quotes: its dimension ("kind"), its value ("direct"), size, figures and their intervals."""

    dimension: str
    value: str
    quotes: int
    figures: Mapping[str, float]
    intervals: Mapping[str, Interval]


def slices(
    judgements: Sequence[Judgement],
    columns: Mapping[str, NDArray[np.float64]],
    weights: NDArray[np.float64],
) -> list[Slice]:
    """All slices that are large enough, by dimension, the largest first.

    Parameters
    ----------
    judgements
        Those of gold quotes and rows count; spurious quotes have no slice.
    columns
        Their `stance.evaluation.metrics.tally`.
    weights : array, (samples, groups)
        Draws of the bootstrap.
    """
    group = np.array([judgement.group for judgement in judgements], dtype=np.int64)
    columns = {**columns, **_stance_columns(judgements)}
    names = sorted({name for pair in MEASURES.values() for name in pair})
    found = []
    for dimension, (value_of, least) in DIMENSIONS.items():
        places: dict[str, list[int]] = defaultdict(list)
        for index, judgement in enumerate(judgements):
            if judgement.label is not None and (value := value_of(judgement)):
                places[value].append(index)
        if len(places) < 2:
            continue
        sizes = {
            value: len(at)
            for value, at in places.items()
            if len(at) >= least and len(set(group[at].tolist())) >= LEAST_ARTICLES
        }
        for size, value in sorted((-size, value) for value, size in sizes.items())[:MOST]:
            at = np.array(places[value])
            counts = by_group({name: columns[name][at] for name in names}, group[at], weights.shape[1])
            found.append(_slice(dimension, value, -size, counts, weights))
    return found


def _slice(
    dimension: str,
    value: str,
    size: int,
    counts: Mapping[str, NDArray[np.float64]],
    weights: NDArray[np.float64],
) -> Slice:
    whole, samples = totals(counts), resampled(counts, weights)
    figures, intervals = {}, {}
    for name, (part, of) in MEASURES.items():
        if whole[of] > 0:
            figures[name] = float(ratio(whole[part], whole[of]))
            intervals[name] = interval(ratio(samples[part], samples[of], empty=float("nan")))
    return Slice(dimension, value, size, figures, intervals)


def _stance_columns(judgements: Sequence[Judgement]) -> dict[str, NDArray[np.float64]]:
    asked = [judgement.on_gold is not None for judgement in judgements]
    right = [judgement.on_gold is not None and judgement.on_gold.label == judgement.label for judgement in judgements]
    return {"stance_asked": np.array(asked, dtype=np.float64), "stance_right": np.array(right, dtype=np.float64)}


def _length(judgement: Judgement) -> str:
    words = len(judgement.example.text.split())
    return "short" if words <= SHORT else "long" if words >= LONG else "medium"


def _source(judgement: Judgement) -> str | None:
    if judgement.gold is None:
        return None
    return "named" if judgement.gold.source else "elided"


DIMENSIONS: Mapping[str, tuple[Callable[[Judgement], str | None], int]] = {
    "kind": (lambda judgement: judgement.example.kind or None, LEAST),
    "label": (lambda judgement: judgement.label, LEAST),
    "source": (_source, LEAST),
    "length": (_length, LEAST),
    "cue_class": (lambda judgement: shipped_language().cue_class(judgement.example.cue), LEAST),
    "target": (lambda judgement: judgement.example.target, LEAST),
    "outlet": (lambda judgement: judgement.outlet or None, LEAST_NAMED),
    "speaker": (lambda judgement: speaker_key(judgement.example.speaker) or None, LEAST_NAMED),
}
"""What the quotes are parted by: the value of each, and how many quotes a part must have."""
