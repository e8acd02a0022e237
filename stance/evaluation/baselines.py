"""Simpler answers to the same questions, to be measured beside a model."""

from __future__ import annotations

from collections.abc import Mapping

from stance.evaluation.run import Answers


def baselines() -> Mapping[str, Answers]:
    """The baselines of stance that need no training, by name; the commonest label is added by the evaluation itself."""
    return {}
