"""Who said what in Arabic news, and where do they stand?

What this package offers is loaded at first use, so that ``import stance`` costs nothing:

>>> import stance
>>> article = stance.Article(id="1", text="أعلن الوزير أن بلاده ترحب بالهدنة.")
>>> [analysis] = stance.analyze([article], stance.load_model())
>>> [finding.stance.label for finding in analysis.findings]
['favor']
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stance.classifier.adapters import EstimatorModel, StanceFeatures
    from stance.classifier.estimator import StanceClassifier
    from stance.classifier.model import StanceModel, load_model
    from stance.errors import InputError, ModelError, StanceError, TableError
    from stance.pipeline import analyze, find
    from stance.reading.articles import read_articles
    from stance.reading.source import Failure
    from stance.records import Analysis, Article, Finding, Quote, Span, Speaker, Stance
    from stance.writing.record import record

__version__ = "0.1.0"

_HOMES = {
    "stance.classifier.adapters": ("EstimatorModel", "StanceFeatures"),
    "stance.classifier.estimator": ("StanceClassifier",),
    "stance.classifier.model": ("StanceModel", "load_model"),
    "stance.errors": ("InputError", "ModelError", "StanceError", "TableError"),
    "stance.pipeline": ("analyze", "find"),
    "stance.reading.articles": ("read_articles",),
    "stance.reading.source": ("Failure",),
    "stance.records": ("Analysis", "Article", "Finding", "Quote", "Span", "Speaker", "Stance"),
    "stance.writing.record": ("record",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Analysis",
    "Article",
    "EstimatorModel",
    "Failure",
    "Finding",
    "InputError",
    "ModelError",
    "Quote",
    "Span",
    "Speaker",
    "Stance",
    "StanceClassifier",
    "StanceError",
    "StanceFeatures",
    "StanceModel",
    "TableError",
    "__version__",
    "analyze",
    "find",
    "load_model",
    "read_articles",
    "record",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'stance' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
