"""`StanceModel`: a trained classifier that fills in the stances of analysed articles."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np

from stance.classifier.core import Core
from stance.classifier.examples import Example, from_analysis
from stance.classifier.explanation import explain as explain_examples
from stance.classifier.folder import load_folder, save_folder
from stance.classifier.morphology import CURE, Lemmatizer, load_lemmatizer
from stance.classifier.pack import canonical
from stance.classifier.vectorizer import Floats
from stance.errors import ModelError
from stance.records import LABELS, Analysis, Finding, Stance

UNCERTAIN = "uncertain"

_log = logging.getLogger(__name__)


class StanceModel:
    """A trained classifier and what its folder tells of it.

    Attributes
    ----------
    core : Core
    info : mapping
        ``model.json``: labels, targets, features, data files, figures, date.
    """

    def __init__(self, core: Core, info: Mapping[str, Any], *, card: str = "") -> None:
        self.core = core
        self.info = dict(info)
        self._card = card
        self._warned: set[str] = set()

    def classify(
        self, batch: Sequence[Analysis], *, target: str, min_confidence: float = 0.0, explain: bool = False
    ) -> list[Analysis]:
        """The articles of `batch` with a stance toward `target` at every finding.

        Parameters
        ----------
        min_confidence
            Below this probability (0 to 1) the stance is "uncertain".
        explain
            Whether each stance carries what decided it (see `stance.classifier.explanation`).
        """
        self._warn_of(target)
        return with_stances(batch, target, partial(self.stances, min_confidence=min_confidence, explain=explain))

    def stances(
        self, examples: Sequence[Example], *, min_confidence: float = 0.0, explain: bool = False
    ) -> list[Stance]:
        """The stance of each example."""
        explanations = explain_examples(self.core, examples) if explain else [None] * len(examples)
        return [
            as_stance(self.core.labels, shares, min_confidence=min_confidence, explanation=explanation)
            for shares, explanation in zip(self.core.probabilities(examples).tolist(), explanations, strict=True)
        ]

    def probabilities(self, examples: Sequence[Example]) -> Floats:
        """Calibrated probabilities, (examples, 3), columns in the order of `stance.records.LABELS`."""
        shares = self.core.probabilities(examples)
        columns = [self.core.labels.index(label) if label in self.core.labels else -1 for label in LABELS]
        return np.hstack([shares, np.zeros((len(shares), 1))])[:, columns]

    def informative(self, count: int = 15) -> dict[str, list[tuple[str, float]]]:
        """The `count` features that speak most for each label, with their weights, the weightiest first."""
        names = self.core.vectorizer.names()
        weights = self.core.coefficients
        return {
            label: [(names[index], float(weights[index, column])) for index in np.argsort(-weights[:, column])[:count]]
            for column, label in enumerate(self.core.labels)
        }

    def save(self, folder: Path) -> None:
        """Write the model folder, all of it or nothing.

        Raises
        ------
        ModelError
            The folder holds something else, or cannot be written.
        """
        self.info = save_folder(folder, self.core, self.info, card=self._card)

    def _warn_of(self, target: str) -> None:
        if canonical(target, self.core.packs) in self.core.targets or target in self._warned:
            return
        self._warned.add(target)
        _log.warning(
            "the model was not trained on the target %s (but on %s): its stances toward it are guesses; "
            "label some quotes and train a model with them",
            target,
            ", ".join(self.core.targets),
        )


def with_stances(
    batch: Sequence[Analysis], target: str, stances: Callable[[Sequence[Example]], Sequence[Stance]]
) -> list[Analysis]:
    """The articles of `batch` with what `stances` says of their findings, all of them asked for at once."""
    found = iter(stances([example for analysis in batch for example in from_analysis(analysis, target=target)]))
    return [
        analysis._replace(
            target=target,
            findings=tuple(Finding(quote, speaker, next(found)) for quote, speaker, _ in analysis.findings),
        )
        for analysis in batch
    ]


def as_stance(
    labels: Sequence[str],
    shares: Sequence[float],
    *,
    min_confidence: float = 0.0,
    explanation: Mapping[str, Any] | None = None,
) -> Stance:
    """The stance that probabilities `shares` of `labels` make; "uncertain" below `min_confidence`."""
    confidence = max(shares)
    return Stance(
        label=labels[shares.index(confidence)] if confidence >= min_confidence else UNCERTAIN,
        confidence=confidence,
        probabilities={label: shares[labels.index(label)] if label in labels else 0.0 for label in LABELS},
        explanation=explanation,
    )


def load_model(folder: Path | None = None, *, morphology: Path | None = None) -> StanceModel:
    """The model in `folder`, or the embedded one. Nothing in the folder is executed.

    Parameters
    ----------
    morphology
        The morphology database, for a model that was trained with one; others leave it alone.

    Raises
    ------
    ModelError
        The folder is missing, damaged, altered, made by another version, or needs a morphology database and gets none;
        the message tells the cure.
    InputError
        `morphology` is no such database.
    """
    if folder is not None:
        model = StanceModel(*load_folder(folder))
        if "morphology" in model.info:
            model.core.lemmatizer = _lemmatizer(folder, model.info["morphology"], morphology)
        return model
    embedded = files("stance") / "model"
    if not embedded.is_dir():
        raise ModelError("this copy of stance has no embedded model; make one with `python train.py --embedded`")
    with as_file(embedded) as path:
        return StanceModel(*load_folder(path))


def _lemmatizer(folder: Path, trained: Mapping[str, str], path: Path | None) -> Lemmatizer:
    if path is None:
        raise ModelError(
            f"{folder}: was trained with the morphology database {trained['file']} and needs it for scoring: "
            f"add --morphology FILE (in Python: morphology=…); {CURE}"
        )
    lemmatizer = load_lemmatizer(path)
    if lemmatizer.facts["sha256"] != trained["sha256"]:
        _log.warning("%s: another morphology database than the model was trained with; its lemmas may differ", path)
    return lemmatizer
