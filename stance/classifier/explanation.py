"""What decided a stance: signed weights that add up to the score, and the words that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from stance.classifier.core import Core, smooth
from stance.classifier.examples import Example
from stance.classifier.vectorizer import Floats
from stance.text.document import Document

SHOWN = 12
"""Features told by name; the others are summed up."""


def explain(core: Core, examples: Sequence[Example]) -> list[dict[str, Any]]:
    """One explanation for each of `examples`, which must be whole articles for the smoothing to be told.

    The score of a label is its logit less the mean of the others'. ``parts`` are the strongest features, then the rest
    in one sum, the intercept, what the article's other quotes added, and the expected shares: together they are the
    ``score``. ``words`` are ``[start, end, weight]`` with offsets into the quote: by how much the score falls without
    that word.
    """
    sparse = core.sparse(examples)
    scores = core.scores(examples, sparse)
    smoothed = smooth(examples, scores, core.smoothing)
    logits = smoothed / core.temperature + core.prior
    names = core.vectorizer.names()
    explanations = []
    for index, (example, target) in enumerate(zip(examples, core.targets_of(examples), strict=True)):
        label = int(np.argmax(logits[index]))
        contrast = _contrast(len(core.labels), label)
        coefficients = core.coefficients
        if target in core.offsets:
            coefficients = coefficients + core.offsets[target]
        here = sparse.rows == index
        columns = sparse.columns[here]
        weights = sparse.values[here] * (coefficients[columns] @ contrast) / core.temperature
        order = np.argsort(-np.abs(weights), kind="stable")
        parts = [{"feature": names[columns[place]], "weight": float(weights[place])} for place in order[:SHOWN]]
        parts.append({"feature": "other features", "weight": float(weights[order[SHOWN:]].sum())})
        intercept = core.intercepts.get(target, core.intercepts[""])
        parts.append({"feature": "intercept", "weight": float(intercept @ contrast / core.temperature)})
        added = (smoothed[index] - scores[index]) @ contrast / core.temperature
        parts.append({"feature": "other quotes of the article", "weight": float(added)})
        parts.append({"feature": "expected shares", "weight": float(core.prior @ contrast)})
        explanations.append(
            {
                "label": core.labels[label],
                "score": float(logits[index] @ contrast),
                "parts": parts,
                "words": _words(core, example, contrast),
            }
        )
    return explanations


def _contrast(labels: int, label: int) -> Floats:
    contrast = np.full(labels, -1.0 / (labels - 1))
    contrast[label] = 1.0
    return contrast


def _words(core: Core, example: Example, contrast: Floats) -> list[list[float]]:
    """By how much the score falls when a word is left out."""
    document = Document(example.text)
    spans = [document.span(number, number + 1) for number, token in enumerate(document.tokens) if token[0].isalnum()]
    if not spans:
        return []
    texts = [example.text, *(f"{example.text[: span.start]} {example.text[span.end :]}" for span in spans)]
    variants = [
        example._replace(text=text, context=example.context.replace(example.text, text, 1), kind=example.kind)
        for text in texts
    ]
    values = core.scores(variants) @ contrast / core.temperature
    return [
        [span.start, span.end, round(float(values[0] - value), 4)]
        for span, value in zip(spans, values[1:], strict=True)
    ]
