"""What each part is worth: cross-validation without it, and, where a gold file is given, the same on that.

Run as ``python -m stance.classifier.ablation [--gold FILE] [--vectors FILE] [--morphology FILE] [TABLE
...]``; prints a Markdown table.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from stance.classifier.core import Core, Smoothing, smooth
from stance.classifier.crossval import Prepared, figures, prepare
from stance.classifier.estimator import StanceClassifier
from stance.classifier.examples import Example, from_labelled
from stance.classifier.linear import article_groups, as_matrix, fit_committee, folds
from stance.classifier.training import packaged_tables
from stance.reading.tables import read_labelled

_FOLDS = 5


class Setting(NamedTuple):
    """One row of the table: which blocks and which training rows are used, and the smoothing."""

    name: str
    blocks: tuple[str, ...]
    smoothing: Smoothing
    without_file: str = ""


def settings(classifier: StanceClassifier, files: Sequence[str]) -> Iterator[Setting]:
    """All, then without smoothing, with blocks that need a user's file, without one block each, one block alone,
    without one file each."""
    blocks, smoothing = tuple(classifier.blocks), classifier.smoothing()
    added = {"word vectors": "vector"} if classifier.vectors else {}
    added |= {"lemmas": "lemma"} if classifier.morphology else {}
    yield Setting("all", blocks, smoothing)
    yield Setting("without smoothing", blocks, Smoothing())
    for name, block in added.items():
        yield Setting(f"with {name}", (*blocks, block), smoothing)
    for block in blocks:
        yield Setting(f"without {block}", tuple(name for name in blocks if name != block), smoothing)
    for block in blocks:
        yield Setting(f"{block} alone", (block,), smoothing)
    for file in files:
        yield Setting(f"without {file}", blocks, smoothing, file)


def ablation(paths: Sequence[Path], gold: Path | None, classifier: StanceClassifier) -> Iterator[str]:
    """The lines of the table, as they are worked out."""
    parts = {path.name: from_labelled(read_labelled([path])) for path in paths if ".test." not in path.name}
    files = [name for name, examples in parts.items() for example in examples if example.split != "test"]
    examples = [example for part in parts.values() for example in part if example.split != "test"]
    core = classifier.new_core(examples, [example.label for example in examples])
    data = prepare(examples, core)
    held_out = from_labelled(read_labelled([gold])) if gold else []
    tried = list(settings(classifier, sorted(set(files))))
    results = [[0.0] * len(tried), [0.0] * len(tried)]
    predicted = [np.array(data.labels) for _ in tried]
    origin = np.array(files)
    for train, test in folds(article_groups(examples), data.labels, count=_FOLDS, seed=classifier.random_state):
        unseen = [data.examples[index] for index in test]
        for number, labels in enumerate(_tried(tried, core, data, train, origin, unseen, data.part(test), classifier)):
            predicted[number][test] = labels
    results[0] = [figures(data.labels, labels)["macro_f1"] for labels in predicted]
    if held_out:
        prepared = prepare(held_out, core)
        everything = np.arange(len(examples))
        results[1] = [
            figures(prepared.labels, labels)["macro_f1"]
            for labels in _tried(tried, core, data, everything, origin, held_out, prepared, classifier)
        ]
    yield f"| setting | cross-validated | {gold.name if gold else ''} |"
    yield "| --- | --- | --- |"
    for setting, crossed, other in zip(tried, *results, strict=True):
        yield f"| {setting.name} | {crossed:.3f} | {f'{other:.3f}' if held_out else ''} |"


def _tried(
    tried: Sequence[Setting],
    core: Core,
    data: Prepared,
    train: Any,
    origin: Any,
    unseen: Sequence[Example],
    prepared: Prepared,
    classifier: StanceClassifier,
) -> Iterator[Any]:
    """The labels that each setting, trained on the rows `train`, gives to `unseen`."""
    vectorizer = core.vectorizer.fit(data.part(train).occurrences)
    matrix = as_matrix(vectorizer.transform(data.part(train).named))
    others = as_matrix(vectorizer.transform(prepared.named))
    labels = data.labels[train]
    for setting in tried:
        rows = np.flatnonzero(origin[train] != setting.without_file)
        linear = fit_committee(
            matrix[rows],
            labels[rows],
            data.targets[train][rows],
            strength=classifier.C,
            seed=classifier.random_state,
            balanced=classifier.balanced,
            projection=vectorizer.projection,
            members=vectorizer.committee(setting.blocks),
        )
        scores = smooth(unseen, linear.scores(others, prepared.targets), setting.smoothing)
        yield np.unique(labels)[scores.argmax(axis=1)]


def main(arguments: Sequence[str]) -> None:
    """Write the table to standard output."""
    parser = argparse.ArgumentParser(prog="python -m stance.classifier.ablation", description=__doc__)
    parser.add_argument("tables", nargs="*", type=Path, help="labelled files (none: the packaged data)")
    parser.add_argument("--gold", type=Path, metavar="FILE", help="annotated articles to measure on besides")
    parser.add_argument("--vectors", type=Path, metavar="FILE", help="word vectors to try besides")
    parser.add_argument("--morphology", type=Path, metavar="FILE", help="morphology database to try besides")
    options = parser.parse_args(arguments)
    classifier = StanceClassifier(vectors=options.vectors, morphology=options.morphology)
    for line in ablation(options.tables or packaged_tables(), options.gold, classifier):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
