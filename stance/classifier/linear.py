"""Fitting the linear part with scikit-learn: shared coefficients, and what each target adds to them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from stance.classifier.core import softmax
from stance.classifier.examples import Example
from stance.classifier.vectorizer import Floats, Member, Projection, Sparse

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

FEWEST_OF_A_TARGET = 40
"""A target with fewer training rows shares all its coefficients with the others."""
_ITERATIONS = 5000
_TOLERANCE = 1e-3
"""Coefficients move by less than 1e-4 from here on; a third faster than scikit-learn's own 1e-4."""


class Linear(NamedTuple):
    """Coefficients (features, labels), intercepts (labels,) by target ("" for any other), offsets by target."""

    coefficients: Floats
    intercepts: dict[str, Floats]
    offsets: dict[str, Floats]

    def scores(self, matrix: csr_matrix, targets: Any) -> Floats:
        """Raw scores, (rows of `matrix`, labels)."""
        scores: Floats = matrix @ self.coefficients
        for target in sorted(set(targets)):
            here = np.flatnonzero(targets == target)
            scores[here] += self.intercepts.get(target, self.intercepts[""])
            if target in self.offsets:
                scores[here] += matrix[here] @ self.offsets[target]
        return scores


def fit_linear(
    matrix: csr_matrix,
    labels: Any,
    targets: Any,
    *,
    strength: float,
    seed: int,
    balanced: bool = True,
    projection: Projection | None = None,
) -> Linear:
    """One-versus-rest linear SVM with squared hinge loss; with several targets, shared and per-target parameters.

    The latter by feature augmentation (Daumé III, "Frustratingly easy domain adaptation", ACL 2007): each feature once
    for all targets and once for its own. `balanced` weights each label's examples so that all labels count the same.
    With a `projection`, coefficients are learnt for its dimensions and given for its stems.
    """
    from scipy.sparse import csr_matrix, diags, hstack
    from sklearn.svm import LinearSVC

    matrix = project(matrix, projection)
    width, own = matrix.shape[1], _targets_of_their_own(targets)
    parts = [matrix, *(diags((targets == target).astype(float)) @ matrix for target in own)]
    if own:
        parts.append(csr_matrix(np.stack([targets == target for target in own], axis=1).astype(float)))
    svm = LinearSVC(
        C=strength,
        class_weight="balanced" if balanced else None,
        random_state=seed,
        tol=_TOLERANCE,
        max_iter=_ITERATIONS,
    )
    svm.fit(hstack(parts, format="csr") if own else matrix, labels)
    found, intercept = svm.coef_, svm.intercept_
    if len(found) == 1:  # two labels: one row of coefficients, for the second
        found, intercept = np.vstack([-found, found]), np.concatenate([-intercept, intercept])
    intercepts, offsets = {"": intercept}, {}
    for number, target in enumerate(own):
        offsets[target] = _up(found[:, width * (number + 1) : width * (number + 2)].T, projection)
        intercepts[target] = intercept + found[:, width * (len(own) + 1) + number]
    return Linear(_up(found[:, :width].T, projection), intercepts, offsets)


def fit_committee(
    matrix: csr_matrix,
    labels: Any,
    targets: Any,
    *,
    members: Sequence[Member],
    strength: float,
    seed: int,
    balanced: bool = True,
    projection: Projection | None = None,
) -> Linear:
    """The weighted sum of `fit_linear` on the columns of each of `members`; itself linear.

    Where one model learns all weights, the many words explain the training rows and what the grammar says of them is
    left with little weight, though it carries over better (Sutton, Sindelar and McCallum, "Reducing weight
    undertraining in structured discriminative learning", NAACL 2006, who call it feature bagging).
    """
    labels_count = len(np.unique(labels))
    coefficients: Floats = np.zeros((matrix.shape[1], labels_count))
    intercepts: dict[str, Floats] = {}
    offsets: dict[str, Floats] = {}
    for columns, share in members:
        part = fit_linear(
            matrix[:, columns],
            labels,
            targets,
            strength=strength,
            seed=seed,
            balanced=balanced,
            projection=projection and projection.among(columns),
        )
        coefficients[columns] += share * part.coefficients
        for target, intercept in part.intercepts.items():
            intercepts[target] = intercepts.get(target, np.zeros(labels_count)) + share * intercept
        for target, offset in part.offsets.items():
            offsets.setdefault(target, np.zeros_like(coefficients))[columns] += share * offset
    return Linear(coefficients, intercepts, offsets)


def project(matrix: csr_matrix, projection: Projection | None) -> csr_matrix:
    """`matrix` with the dimensions of word vectors in the place of their stems."""
    if projection is None:
        return matrix
    from scipy.sparse import csr_matrix, hstack

    start, stop = projection.start, projection.stop
    dense = csr_matrix(matrix[:, start:stop] @ projection.rows)
    return hstack([matrix[:, :start], dense, matrix[:, stop:]], format="csr")


def _up(coefficients: Floats, projection: Projection | None) -> Floats:
    """`coefficients` (features, labels) with those of the stems in the place of the dimensions'."""
    if projection is None:
        return coefficients
    start, stop = projection.start, projection.start + projection.rows.shape[1]
    stems = projection.rows @ coefficients[start:stop]
    return np.concatenate([coefficients[:start], stems, coefficients[stop:]])


def fit_temperature(scores: Floats, right: Any) -> float:
    """The temperature at which `scores` (examples, labels) of the `right` columns have the least log loss.

    Guo et al., "On calibration of modern neural networks", ICML 2017.
    """
    from scipy.optimize import minimize_scalar

    def loss(log_temperature: float) -> float:
        shares = softmax(scores / np.exp(log_temperature))
        return float(-np.mean(np.log(shares[np.arange(len(right)), right] + 1e-12)))

    return float(np.exp(minimize_scalar(loss, bounds=(-4.0, 3.0), method="bounded").x))


def folds(groups: Sequence[str], labels: Any, *, count: int, seed: int) -> Iterator[tuple[Any, Any]]:
    """Stratified folds that split no group, as (train, test) indices; fewer where there are fewer groups."""
    from sklearn.model_selection import StratifiedGroupKFold

    count = min(count, len(set(groups)))
    if count < 2:
        return
    splitter = StratifiedGroupKFold(n_splits=count, shuffle=True, random_state=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # fewer rows of a label than folds: training tells of them itself
        parts = list(splitter.split(np.zeros(len(groups)), labels, groups))
    for train, test in parts:
        if len(set(labels[train])) == len(set(labels)):
            yield train, test


def article_groups(examples: Sequence[Example]) -> list[str]:
    """The article of each example; a row without one is a group of its own."""
    return [example.article_id or f"row {number}" for number, example in enumerate(examples)]


def speaker_groups(examples: Sequence[Example]) -> list[str]:
    """The speaker of each example; one without a speaker is a group of its own."""
    return [example.speaker or f"row {number}" for number, example in enumerate(examples)]


def as_matrix(sparse: Sparse) -> csr_matrix:
    """`sparse` as scipy's matrix."""
    from scipy.sparse import csr_matrix

    return csr_matrix((sparse.values, (sparse.rows, sparse.columns)), shape=sparse.shape)


def _targets_of_their_own(targets: Any) -> list[str]:
    names, counts = np.unique(targets, return_counts=True)
    if len(names) < 2:
        return []
    return [str(name) for name, count in zip(names, counts, strict=True) if count >= FEWEST_OF_A_TARGET]
