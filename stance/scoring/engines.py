"""Where batches are scored: here, in other processes, on a cluster. Every engine gives pieces in the batches' order."""

from __future__ import annotations

import gc
import logging
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any, Self

from stance.errors import StanceError
from stance.reading.source import Failure
from stance.records import Article
from stance.scoring.scorer import Batch, Piece, Scorer, Tools

AHEAD = 2
"""Batches that wait for each process: enough to keep it busy, few enough to keep memory flat."""

DEATHS = 2
"""How often the processes may die over a batch before its articles are tried one by one."""

_WATCH = 1.0
"""Seconds between two looks of a worker at whether its parent lives."""

_DEATH = "ended the process that scored it (out of memory, or a fault of a library); please report it with the text"


class ClusterError(StanceError):
    """A cluster that cannot be used; the message says which and why."""


_NEW, _TIMES = 200_000, 10
"""New objects after which unreachable ones are looked for among the new, and how many times until among the older."""


def look_for_garbage_rarely() -> None:
    """Set this process to look for unreachable objects rarely, and not among those that are there now.

    A batch makes some hundred thousand objects, few of which refer to each other in a circle: looking as often as
    Python does takes up to a fifth of the time. For processes that do nothing but score.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW, _TIMES, _TIMES)


def score_here(scorer: Scorer, batches: Iterable[Batch]) -> Iterator[Piece]:
    """Score in this process, one batch after the other."""
    return map(scorer.score, batches)


def score_in_processes(scorer: Scorer, batches: Iterable[Batch], *, jobs: int) -> Iterator[Piece]:
    """Score in `jobs` other processes (joblib's), reading at most `AHEAD` batches a process ahead of what is taken.

    Processes that die are replaced and their batches scored again; an article over which they die again and again
    becomes a failure.
    """
    with Processes(scorer, jobs) as processes:
        yield from processes.score(batches)


class Processes:
    """Processes that get ready as soon as this is made, and the batches that they were given and not taken back from.

    Loading the model takes them a second, which is lost where they begin with it at the first batch only: make this
    before the parent loads what it needs itself.
    """

    def __init__(self, scorer: Scorer, jobs: int) -> None:
        self._scorer = scorer
        self._jobs = jobs
        self._waiting: deque[tuple[Batch, Future[Piece]]] = deque()
        self._done = False
        self._executor = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def score(self, batches: Iterable[Batch]) -> Iterator[Piece]:
        """As `score_in_processes`."""
        for batch in batches:
            self.submit(batch)
            if len(self._waiting) >= self._jobs * (AHEAD + 1):
                yield self.take()
        while self._waiting:
            yield self.take()
        self._done = True

    def submit(self, batch: Batch) -> None:
        """Give one batch away."""
        self._waiting.append((batch, self._future(batch)))

    def take(self) -> Piece:
        """The piece of the oldest batch."""
        for _ in range(DEATHS):
            try:
                piece = self._waiting[0][1].result()
            except BrokenProcessPool:
                self._restart()
            else:
                self._waiting.popleft()
                return piece
        return self._one_by_one()

    def close(self) -> None:
        """End the processes, at once where the work did not come to its end."""
        self._executor.shutdown(wait=True, kill_workers=not self._done)

    def _one_by_one(self) -> Piece:
        """The piece of the oldest batch, with those articles as failures over which the process dies."""
        wait(future for _, future in self._waiting)  # until the processes have died over the batch once more
        batch, _ = self._waiting.popleft()
        others = [other for other, _ in self._waiting]
        self._waiting.clear()
        self._restart()
        good, failures = [], list(batch.failures)
        for article in batch.articles:
            try:
                self._future(Batch((article,))).result()
            except BrokenProcessPool:
                self._restart()
                failures.append(Failure(f"article {article.id}", None, _DEATH))
            else:
                good.append(article)
        piece = self._future(batch._replace(articles=tuple(good), failures=tuple(failures))).result()
        for other in others:
            self.submit(other)
        return piece

    def _restart(self) -> None:
        self._executor.shutdown(wait=False)  # its processes are ended already: it does so itself when one dies
        self._executor = self._start()
        self._waiting = deque((batch, self._future(batch)) for batch, _ in self._waiting)

    def _future(self, batch: Batch) -> Future[Piece]:
        try:
            future: Future[Piece] = self._executor.submit(self._scorer.score, batch)
        except BrokenProcessPool as error:  # told when the result is asked for, as of a death during the work
            future = Future()
            future.set_exception(error)
        return future

    def _start(self) -> Any:
        from joblib.externals.loky import ProcessPoolExecutor

        executor = ProcessPoolExecutor(
            max_workers=self._jobs, initializer=_prepare, initargs=(os.getpid(), self._scorer)
        )
        executor.submit(os.getpid)  # the processes are started with the first task
        return executor


def _prepare(parent: int, scorer: Scorer) -> None:
    """Make this process a good worker: silent (the parent tells the warnings), ready, and gone when its parent is."""
    logging.getLogger("stance").addHandler(logging.NullHandler())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal; the parent ends this one

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH)
        os._exit(1)  # a parent that was killed could not end it

    threading.Thread(target=watch, daemon=True).start()
    with suppress(Exception):  # what cannot be loaded the parent tells, or the first batch
        scorer.score(Batch((Article("", "قال الوزير إن الهدنة صامدة."),)))  # loads the model and the lexicon
    look_for_garbage_rarely()


def score_on_dask(scorer: Scorer, batches: Iterable[Batch], *, address: str) -> Iterator[Piece]:
    """Score on the workers of a Dask cluster, to each of which the model is sent once.

    Workers that die are survived while any is left: the scheduler gives their batches to others.

    Raises
    ------
    ClusterError
        Dask is not installed, the scheduler does not answer, or it gives a batch up.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise ClusterError('--dask needs Dask; install it with: pip install "stance[dask]"') from error
    connect: Any = Client  # distributed has types for a part of itself only
    try:
        client = connect(address, timeout="20s", set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise ClusterError(f"--dask {address}: no scheduler answers there ({error})") from error
    with client:
        tools = client.scatter(scorer.load(), broadcast=True, hash=False)
        waiting: deque[Any] = deque()
        ahead = (AHEAD + 1) * max(1, sum(client.nthreads().values()))
        try:
            for batch in batches:
                waiting.append(client.submit(_score_with, tools, scorer, batch, pure=False, retries=DEATHS))
                if len(waiting) >= ahead:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except KilledWorker as error:
            raise ClusterError(
                f"--dask {address}: a batch was given up after workers died over it ({error})"
            ) from error


def _score_with(tools: Tools, scorer: Scorer, batch: Batch) -> Piece:
    return scorer.score(batch, tools)
