"""The model card: what a model is, what it learnt from and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stance.classifier.core import Core
from stance.records import LABELS


def model_card(core: Core, info: Mapping[str, Any]) -> str:
    """The card in Markdown."""
    data = "\n".join(f"| {entry['file']} | {entry['rows']} | {entry['sha256'][:12]}… |" for entry in info["data"])
    table = "\n".join(_row(name, row) for name, row in info["cross_validation"].items())
    if "held_out" in info:
        table += "\n" + _row(f"held-out part ({info['held_out']['rows']} rows)", info["held_out"])
    curve = "\n".join(f"| {point['rows']:.0f} | {point['macro_f1']:.3f} |" for point in info["learning_curve"])
    figures = info["cross_validation"]["by article"]
    targets = ", ".join(core.targets[:20]) + (f" and {len(core.targets) - 20} more" if len(core.targets) > 20 else "")
    return f"""# Model card

Trained {info["date"]} on {info["rows"]} labelled quotes. It tells whether the speaker of a quote is for (favor) or
against a target, or takes no side (neutral).

- Targets: {targets}
- Labels in training: {", ".join(f"{label} {count}" for label, count in info["label_counts"].items())}
- Features: {", ".join(block.name for block in core.vectorizer.blocks)}; {core.vectorizer.width} columns; linear SVM,
  C = {info["settings"]["C"]}, temperature {core.temperature:.3f}
{_outside(core, info)}- Smoothing: same speaker {core.smoothing.speaker}, whole article {core.smoothing.article}

## Data

| file | rows | SHA-256 |
| --- | --- | --- |
{data}

## Figures

Cross-validation: five folds. "By article" splits no article; "by speaker" splits no speaker: if it is much lower, the
model has learnt who speaks instead of what is said.

| | macro-F1 | accuracy | {" | ".join(LABELS)} |
| --- | --- | --- | {" | ".join("---" for _ in LABELS)} |
{table}

Expected calibration error {figures["calibration_error"]:.3f}; the surest 70 % of the quotes
(`--min-confidence {figures["min_confidence_at_70"]:.2f}`) are right in {figures["accuracy_at_70"]:.1%}.

| rows learnt from | macro-F1 |
| --- | --- |
{curve}

## Limits

The figures hold for text like the training data. Label some quotes of your own and measure with `stance evaluate`
before you rely on it. A target that is not listed above gets guesses. Irony, allusion, and whose army it is that acts
are what it errs on most. It judges quotes, not people.
"""


def _outside(core: Core, info: Mapping[str, Any]) -> str:
    """Lines on what the model learnt from beside labelled quotes."""
    lines = ""
    if "vectors" in info:
        table = info["vectors"]
        lines += f"- Word vectors: {table['file']}, SHA-256 {table['sha256'][:12]}…\n"
    if core.lemmatizer:
        database = core.lemmatizer.facts
        lines += f"- Lemmas: {database['file']}, SHA-256 {database['sha256'][:12]}…; scoring needs this file too\n"
    return lines


def _row(name: str, row: Mapping[str, float]) -> str:
    scores = " | ".join(f"{row[f'{label}_f1']:.3f}" if f"{label}_f1" in row else "–" for label in LABELS)
    return f"| {name} | {row['macro_f1']:.3f} | {row['accuracy']:.3f} | {scores} |"
