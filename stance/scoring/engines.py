"""Where batches are scored: here, or in other processes. Every engine gives the pieces in the order of the batches."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future

from stance.scoring.scorer import Batch, Piece, Scorer

AHEAD = 2
"""Batches that wait for each process: enough to keep it busy, few enough to keep memory flat."""


def score_here(scorer: Scorer, batches: Iterable[Batch]) -> Iterator[Piece]:
    """Score in this process, one batch after the other."""
    return map(scorer.score, batches)


def score_in_processes(scorer: Scorer, batches: Iterable[Batch], *, jobs: int) -> Iterator[Piece]:
    """Score in `jobs` other processes (joblib's), reading at most `AHEAD` batches a process ahead of what is taken."""
    from joblib.externals.loky import get_reusable_executor

    executor = get_reusable_executor(max_workers=jobs, timeout=60)
    waiting: deque[Future[Piece]] = deque()
    try:
        for batch in batches:
            waiting.append(executor.submit(scorer.score, batch))
            if len(waiting) >= jobs * (AHEAD + 1):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        executor.shutdown(wait=True, kill_workers=bool(waiting))
