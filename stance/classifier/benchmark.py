"""Public stance data sets, cross-validated: how the classifier does on targets that it has no pack for.

Run as ``python -m stance.classifier.benchmark [--vectors FILE] TABLE ...`` on labelled tables; prints a Markdown table.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from stance.classifier.crossval import OutOfFold, Prepared, figures, out_of_fold, prepare
from stance.classifier.estimator import StanceClassifier
from stance.classifier.examples import from_labelled
from stance.classifier.linear import article_groups
from stance.reading.tables import read_labelled

_NAMED_TARGETS = 50
"""With more targets than that they are sentences, and a target's rows must not be split."""


def benchmark(paths: Sequence[Path], *, strength: float, vectors: Path | None = None) -> Iterator[str]:
    """The lines of the table, one a file as it is done."""
    yield "| table | rows | targets | favor/against F1 | the same, mean over targets | macro-F1 | accuracy | s |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for path in paths:
        began = time.perf_counter()
        examples = from_labelled(read_labelled([path]))
        classifier = StanceClassifier(C=strength, vectors=vectors)
        data = prepare(examples, classifier.new_core(examples, [example.label for example in examples]))
        targets = sorted(set(data.targets))
        sentences = len(targets) > _NAMED_TARGETS
        groups = [example.target for example in examples] if sentences else article_groups(examples)
        result = out_of_fold(data, groups, classifier, strengths=(strength,))[strength]
        seconds = time.perf_counter() - began
        whole = figures(data.labels, result.predicted())
        by_target = np.nan if sentences else float(np.mean([_sided(data, result, target) for target in targets]))
        yield (
            f"| {path.name} | {len(examples)} | {len(targets)} | {(whole['favor_f1'] + whole['against_f1']) / 2:.3f} | "
            f"{by_target:.3f} | {whole['macro_f1']:.3f} | {whole['accuracy']:.3f} | {seconds:.0f} |"
        )


def _sided(data: Prepared, result: OutOfFold, target: str) -> float:
    """Mean of the F1 of favor and against on the rows of one target."""
    here = data.targets == target
    found = figures(data.labels[here], result.predicted()[here])
    return (found.get("favor_f1", 0.0) + found.get("against_f1", 0.0)) / 2


def main(arguments: Sequence[str]) -> None:
    """Write the table to standard output."""
    parser = argparse.ArgumentParser(prog="python -m stance.classifier.benchmark", description=__doc__)
    parser.add_argument("tables", nargs="+", type=Path, help="labelled tables")
    parser.add_argument("--strength", type=float, default=0.1, metavar="C", help="the classifier's C (0.1)")
    parser.add_argument("--vectors", type=Path, metavar="FILE", help="word vectors to learn from besides")
    options = parser.parse_args(arguments)
    for line in benchmark(options.tables, strength=options.strength, vectors=options.vectors):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
