"""A learned referee over the rules' answers, compared with the plain rules by grouped cross-validation.

    uv run python -m tests.experiments.referee [GOLD]

Two questions are put to a small classifier. *Keep or drop*: is this candidate a quote? Candidates are all found quotes
and the marked spans that no quote claims. *Speaker*: which of the names that could be meant said it? Candidates are the
rules' answer, the other speakers and names before the cue, and the source cut shorter or longer. The table gives the
figures of the rules and of the referees on the same articles, and the 95 % bootstrap interval of the difference.
It takes 20 minutes on two cores, nearly all for gradient boosting.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline

from stance.evaluation.counters import Prf
from stance.evaluation.matching import match, same_speaker, tokens
from stance.evaluation.resampling import by_group, draws, interval, resampled, totals
from stance.quotes import find_quotes
from stance.quotes.passage import Passage
from stance.reading.gold import GoldArticle, read_gold
from stance.reading.packaged import data_folder
from stance.records import Quote, Span, Speaker
from stance.speakers.entities import text_of
from stance.speakers.resolution import Resolver
from stance.text.document import Document

FOLDS = 10
INNER_FOLDS = 5
NAMES = 3
"""Other speakers, and other names, before a cue that could be its subject."""
LONGEST_SOURCE = 16
"""Tokens of a source at the most."""
THRESHOLDS = tuple(round(step / 20, 2) for step in range(20))
"""Of keeping a candidate, and of the lead that a name must have over the rules' answer: 0.0, 0.05 … 0.95."""

Features = dict[str, float]


class Candidate(NamedTuple):
    """A possible answer: the article and the question it belongs to, its features, and whether it is right.

    `plain` tells whether it is the answer that the rules give.
    """

    article: int
    question: int
    features: Features
    plain: bool
    right: bool


CLASSIFIERS: dict[str, Callable[[], Any]] = {
    "logistic regression": lambda: make_pipeline(DictVectorizer(), LogisticRegression(C=0.5, max_iter=3000)),
    "gradient boosting": lambda: make_pipeline(
        DictVectorizer(sparse=False),
        HistGradientBoostingClassifier(max_iter=100, learning_rate=0.06, min_samples_leaf=10, random_state=0),
    ),
}


# Candidates ------------------------------------------------------------------------------------------------------


def keep_candidates(golds: Sequence[GoldArticle]) -> list[Candidate]:
    """Found quotes, which the rules keep, and unclaimed marked spans, which they drop."""
    candidates: list[Candidate] = []
    for number, gold in enumerate(golds):
        text, document = gold.article.text, Document(gold.article.text)
        quotes = find_quotes(document)
        resolver = Resolver(document, quotes)
        described = list(zip(quotes, resolver.resolve(), strict=True))
        spans = [quote.content for quote in quotes]
        answers = [_quote_features(resolver, index, *pair) for index, pair in enumerate(described)]
        for span in _unclaimed(document, spans):
            spans.append(span)
            answers.append(_content_features(resolver, span) | {"rule=unclaimed": 1.0})
        matched = {
            pair.found
            for pair in match(
                [tokens(text, quote.content) for quote in gold.quotes], [tokens(text, span) for span in spans]
            )
        }
        candidates += [
            Candidate(number, len(candidates) + at, features, at < len(quotes), at in matched)
            for at, features in enumerate(answers)
        ]
    return candidates


def _unclaimed(document: Document, claimed: Sequence[Span]) -> list[Span]:
    """The marked spans that touch no quote."""
    original = document.folded.original_offset
    spans = []
    for mark in Passage(document).marks.values():
        span = Span(original(document.start(mark.open + 1)), original(document.start(mark.close)))
        if (
            mark.closed
            and span.start < span.end
            and not any(q.start < span.end and span.start < q.end for q in claimed)
        ):
            spans.append(span)
    return spans


def _quote_features(resolver: Resolver, index: int, quote: Quote, speaker: Speaker) -> Features:
    features = _content_features(resolver, quote.content)
    known = (f"rule={quote.rule}", f"class={quote.cue_class}", f"lemma={quote.lemma}", f"speaker={speaker.rule}")
    features |= dict.fromkeys(known, 1.0)
    features |= {f"rule={quote.rule} kind={quote.kind}": 1.0, "source": float(quote.source is not None)}
    if resolver.cues[index] >= 0:
        features |= _word_features(resolver, resolver.cues[index] - 1, "before cue")
    if resolver.phrases[index]:
        first, last = resolver.ranges[index] or resolver.phrases[index][0].name
        features |= {f"source={resolver.phrases[index][0].kind}": 1.0, "source words": (last - first) / 4}
    return features


def _content_features(resolver: Resolver, content: Span) -> Features:
    document = resolver.document
    first, last = document.token_at(content.start), document.token_at(content.end)
    features = {"words": min(last - first, 60) / 20, "short": float(last - first < 3)}
    for where, place in (("first", first), ("second", first + 1), ("before", first - 1), ("after", last)):
        features |= _word_features(resolver, place, where)
    return features


def _word_features(resolver: Resolver, place: int, where: str) -> Features:
    """The readings of a token, by the number of their bit, and a short token itself."""
    if not 0 <= place < len(resolver.reader.tokens):
        return {}
    bits, token = resolver.reader.bits[place], resolver.reader.tokens[place]
    features = {f"{where}#{bit}": 1.0 for bit in range(bits.bit_length()) if bits >> bit & 1}
    return features | ({f"{where}={token}": 1.0} if len(token) < 4 else {})


def speaker_candidates(golds: Sequence[GoldArticle]) -> list[Candidate]:
    """For each found quote that is one, the names that could be meant."""
    candidates: list[Candidate] = []
    questions = 0
    for number, gold in enumerate(golds):
        text, document = gold.article.text, Document(gold.article.text)
        quotes = find_quotes(document)
        resolver = Resolver(document, quotes)
        speakers = resolver.resolve()
        pairs = match(
            [tokens(text, quote.content) for quote in gold.quotes], [tokens(text, quote.content) for quote in quotes]
        )
        for pair in pairs:
            questions += 1
            names: dict[str | None, Features] = {speakers[pair.found].name: {"plain": 1.0}}
            for name, features in _names(resolver, pair.found, speakers):
                names[name] = features | names.get(name, {})
            quote, speaker = quotes[pair.found], speakers[pair.found]
            context = (f"rule={quote.rule}", f"class={quote.cue_class}", f"speaker={speaker.rule}")
            for at, (name, features) in enumerate(names.items()):
                led = "plain" if at == 0 else " ".join(sorted(key for key in features if key.startswith("as ")))
                features |= {f"{led} {what}": 1.0 for what in context} | {"names": len(names) / 4}
                right = same_speaker(name, gold.quotes[pair.gold])
                candidates.append(Candidate(number, questions, features, at == 0, right))
    return candidates


def _names(resolver: Resolver, index: int, speakers: Sequence[Speaker]) -> Iterator[tuple[str, Features]]:
    quote, reader = resolver.quotes[index], resolver.reader
    spoken = dict.fromkeys(speaker.name for speaker in reversed(speakers[:index]) if speaker.name)
    for rank, name in enumerate(list(spoken)[:NAMES]):
        yield name, {f"as speaker {rank}": 1.0}
    cue = resolver.cues[index] if resolver.cues[index] >= 0 else resolver.contents[index]
    nearest = sorted((one for one in resolver.entities.everybody() if one.at < cue), key=lambda one: -one.at)
    for rank, entity in enumerate(nearest[:NAMES]):
        yield (
            entity.name,
            {
                f"as name {rank}": 1.0,
                "distance": min(cue - entity.at, 60) / 60,
                "same sentence": float(entity.at >= resolver.entities.sentence_start(cue)),
                "other gender": float(bool(entity.gender and quote.gender and entity.gender != quote.gender)),
            },
        )
    place = resolver.ranges[index]
    if place is None or not resolver.phrases[index]:
        return
    first, last = place
    content = resolver.contents[index]
    limit = content if content >= last else min(last + LONGEST_SOURCE // 2, len(reader.tokens))
    for end in range(first + 1, min(limit, first + LONGEST_SOURCE) + 1):
        phrases = reader.read(first, end) if end != last else []
        if phrases:
            length = "as source cut" if end < last else "as source drawn out"
            features = {
                length: 1.0,
                "by": (end - last) / 4,
                f"kind={phrases[0].kind}": 1.0,
                "whole": float(end == limit),
            }
            features |= _word_features(resolver, end - 1, "last") | _word_features(resolver, end, "next")
            yield text_of(reader, phrases[0].name), features


# Choices ---------------------------------------------------------------------------------------------------------


def keep(candidates: Sequence[Candidate], scores: NDArray[np.float64], threshold: float) -> NDArray[np.bool_]:
    """Which candidates stay: those whose probability reaches the threshold."""
    return scores >= threshold


def choose(candidates: Sequence[Candidate], scores: NDArray[np.float64], lead: float) -> NDArray[np.bool_]:
    """Which candidate of each question is taken: the best, the rules' answer being `lead` ahead."""
    best: dict[int, tuple[float, int]] = {}
    for at, candidate in enumerate(candidates):
        score = scores[at] + (lead if candidate.plain else 0.0)
        if candidate.question not in best or score > best[candidate.question][0]:
            best[candidate.question] = (score, at)
    taken = np.zeros(len(candidates), dtype=np.bool_)
    taken[[at for _, at in best.values()]] = True
    return taken


Choice = Callable[[Sequence[Candidate], NDArray[np.float64], float], NDArray[np.bool_]]
Figure = Callable[[Any], Any]


def referee(candidates: Sequence[Candidate], make: Callable[[], Any], choice: Choice) -> NDArray[np.bool_]:
    """The candidates that a referee takes, each by one that has not seen its article.

    The threshold of each fold is the best (of equals the lowest) on a cross-validation inside its training part.
    """
    features = np.array([candidate.features for candidate in candidates], dtype=object)
    right = np.array([candidate.right for candidate in candidates])
    articles = np.array([candidate.article for candidate in candidates])
    taken = np.zeros(len(candidates), dtype=np.bool_)
    for number, (train, rest) in enumerate(GroupKFold(FOLDS).split(features, right, articles), start=1):
        print(f"fold {number} of {FOLDS}", file=sys.stderr)
        known = [candidates[at] for at in train]
        inner = cross_val_predict(
            make(), features[train], right[train], groups=articles[train],
            cv=GroupKFold(INNER_FOLDS), method="predict_proba",
        )[:, 1]  # fmt: skip
        threshold = max(THRESHOLDS, key=lambda one: _gain(known, choice(known, inner, one)))
        scores = make().fit(features[train], right[train]).predict_proba(features[rest])[:, 1]
        taken[rest] = choice([candidates[at] for at in rest], scores, threshold)
    return taken


def _gain(candidates: Sequence[Candidate], taken: NDArray[np.bool_]) -> float:
    """Right candidates taken as a share of the mean of those taken and those that are right (F1)."""
    right = np.array([candidate.right for candidate in candidates])
    return float(Prf((right & taken).sum(), taken.sum(), right.sum()).f1)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Compare a learned referee with the plain rules.")
    parser.add_argument("gold", nargs="?", type=Path, default=data_folder() / "articles.train.jsonl")
    golds = read_gold(parser.parse_args().gold)
    quotes = np.array([len(gold.quotes) for gold in golds], dtype=np.float64)
    weights = draws(len(golds))
    print("| question | answered by | right | taken | figure | difference from the rules |")
    print("| --- | --- | --- | --- | --- | --- |")
    for question, candidates, choice in (
        ("quote? (F1)", keep_candidates(golds), keep),
        ("speaker? (accuracy)", speaker_candidates(golds), choose),
    ):
        plain = np.array([candidate.plain for candidate in candidates])
        best = _best(candidates, plain, choice)
        answers = {"rules": plain, **{name: referee(candidates, make, choice) for name, make in CLASSIFIERS.items()}}
        for name, taken in {**answers, "the best of these candidates": best}.items():
            counts = _counts(candidates, taken, quotes)
            figure = (lambda sums: Prf(sums["right"], sums["taken"], sums["gold"]).f1) if choice is keep else _accuracy
            value = figure(totals(counts))
            base = _counts(candidates, plain, quotes)
            low, high = interval(figure(resampled(counts, weights)) - figure(resampled(base, weights)))
            change = "" if name == "rules" else f"{value - figure(totals(base)):+.4f} ({low:+.4f} to {high:+.4f})"
            sums = totals(counts)
            print(f"| {question} | {name} | {sums['right']:.0f} | {sums['taken']:.0f} | {value:.4f} | {change} |")


def _best(candidates: Sequence[Candidate], plain: NDArray[np.bool_], choice: Choice) -> NDArray[np.bool_]:
    """What a referee that is always right would take: the ceiling that the candidates set."""
    right = np.array([candidate.right for candidate in candidates])
    return right if choice is keep else choose(candidates, right.astype(np.float64), 0.5)


def _accuracy(sums: Any) -> Any:
    return sums["right"] / sums["taken"]


def _counts(
    candidates: Sequence[Candidate], taken: NDArray[np.bool_], quotes: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """Right and taken candidates and gold quotes of each article: shape (articles,)."""
    right = np.array([candidate.right for candidate in candidates])
    articles = np.array([candidate.article for candidate in candidates])
    columns = {"right": (right & taken).astype(np.float64), "taken": taken.astype(np.float64)}
    return {**by_group(columns, articles, len(quotes)), "gold": quotes}


if __name__ == "__main__":
    main()
