"""What a report says of the model that it measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from stance.classifier.model import StanceModel


HELD_OUT = ".test.jsonl"
"""Files of this ending are named by a model but not learnt from (see `stance.classifier.training`)."""


class CurvePoint(NamedTuple):
    """A point of the learning curve: with so many labelled rows this cross-validated macro-F1 (and its spread)."""

    rows: int
    macro_f1: float
    low: float | None = None
    high: float | None = None


class ModelFacts(NamedTuple):
    """A model's name and what its folder tells of it.

    Attributes
    ----------
    name : str
        The folder's name; "" where no model was measured.
    rows : int or None
        Labelled rows that it was trained on.
    trained_on : tuple of (str, str)
        Name and SHA-256 of each training file: a report warns where the data measured on are among them.
    targets : tuple of str
        The targets that it knows.
    cross_validated : dict
        Figures from its training, by name.
    learning_curve : tuple of CurvePoint
    informative : dict
        Label → features and weights, the weightiest first.
    """

    name: str = ""
    rows: int | None = None
    trained_on: tuple[tuple[str, str], ...] = ()
    targets: tuple[str, ...] = ()
    cross_validated: Mapping[str, float] = {}
    learning_curve: tuple[CurvePoint, ...] = ()
    informative: Mapping[str, Sequence[tuple[str, float]]] = {}

    def brief(self) -> dict[str, Any]:
        """What ``metrics.json`` says of the model."""
        if not self.name:
            return {}
        return {
            "name": self.name,
            "rows": self.rows,
            "trained_on": [{"name": name, "sha256": digest} for name, digest in self.trained_on],
        }


def model_facts(model: StanceModel, *, name: str) -> ModelFacts:
    """The facts of a trained model; what its ``model.json`` does not tell is left empty."""
    info = model.info
    files = [file for file in info.get("data", []) if not str(file.get("file", "")).endswith(HELD_OUT)]
    return ModelFacts(
        name=name,
        rows=info.get("rows"),
        trained_on=tuple((str(file.get("file", "")), str(file.get("sha256", ""))) for file in files),
        targets=model.core.targets,
        cross_validated={key: row["macro_f1"] for key, row in info.get("cross_validation", {}).items()},
        learning_curve=_learning_curve(info.get("learning_curve", [])),
        informative=model.informative(),
    )


def _learning_curve(points: Sequence[Mapping[str, Any]]) -> tuple[CurvePoint, ...]:
    return tuple(
        CurvePoint(int(point["rows"]), point["macro_f1"], point.get("low"), point.get("high"))
        for point in sorted(points, key=lambda point: int(point["rows"]))
    )
