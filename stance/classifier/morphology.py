"""Lemmas by camel-tools' morphological analyser, from a database that the user has installed.

The database is not part of stance (its licence is the GPL); `camel_data -i morphology-db-msa-r13` installs it.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from stance.classifier.words import NUMBER
from stance.errors import InputError

CURE = (
    "give the file morphology.db of a morphology database of camel-tools (`camel_data -i morphology-db-msa-r13` "
    "installs one at ~/.camel_tools/data/morphology_db/calima-msa-r13/morphology.db)"
)
_DATA = "CAMELTOOLS_DATA"
_CATALOGUE = {"version": "", "packages": {}, "components": {}}
_REMEMBERED = 200_000
_UNLIKELY = -99.0


class Lemmatizer:
    """The lemma of each word, as the likeliest of its analyses has it.

    Reading the database takes seconds and some 500 MB; a word is analysed once (less than 2,000 new words a second) and
    remembered.

    Parameters
    ----------
    path : Path
        The database.

    Raises
    ------
    InputError
        The file is missing or no such database.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._analyzer = _analyzer(path)
        self._known: dict[str, str] = {}

    def __reduce__(self) -> Any:
        """Other processes read the database themselves; it is too large to be sent."""
        return load_lemmatizer, (self.path,)

    @cached_property
    def facts(self) -> dict[str, str]:
        """The database's file name and SHA-256."""
        return {"file": self.path.name, "sha256": hashlib.sha256(self.path.read_bytes()).hexdigest()}

    def __call__(self, word: str) -> str:
        """The lemma of `word` (folded), with its vowels; the word itself where the database has none."""
        lemma = self._known.get(word)
        if lemma is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            lemma = self._known[word] = self._lemma(word)
        return lemma

    def _lemma(self, word: str) -> str:
        if word == NUMBER:
            return word
        analyses = [analysis for analysis in self._analyzer.analyze(word) if analysis.get("lex")]
        return max(analyses, key=_likelihood)["lex"] if analyses else word


@lru_cache(maxsize=1)
def load_lemmatizer(path: Path) -> Lemmatizer:
    """The lemmatizer of the database `path`; the last one is kept, with the words that it knows."""
    return Lemmatizer(path)


def _likelihood(analysis: dict[str, Any]) -> float:
    """Logarithm of how often this lemma has this part of speech in the database's training text."""
    return float(analysis.get("pos_lex_logprob") or _UNLIKELY)


def _analyzer(path: Path) -> Any:
    with _offline():
        from camel_tools.morphology.analyzer import Analyzer
        from camel_tools.morphology.database import MorphologyDB
        from camel_tools.morphology.errors import MorphologyError
    try:
        database = MorphologyDB(str(path), "a")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); {CURE}") from error
    except (MorphologyError, ValueError, KeyError, IndexError, TypeError) as error:
        raise InputError(f"{path}: no morphology database ({type(error).__name__}: {error}); {CURE}") from error
    if not database.stem_hash:
        raise InputError(f"{path}: no morphology database (it has no stems); {CURE}")
    return Analyzer(database)


@contextmanager
def _offline() -> Iterator[None]:
    """Keep camel-tools from the network: its import downloads a catalogue of its data where there is none yet.

    An empty one, which the analyser does not look at, stands in.
    """
    folder = Path(os.environ.get(_DATA) or Path.home() / ".camel_tools").expanduser()
    if (folder / "catalogue.json").is_file():
        yield
        return
    before = os.environ.get(_DATA)
    with tempfile.TemporaryDirectory() as empty:
        (Path(empty) / "catalogue.json").write_text(json.dumps(_CATALOGUE), encoding="utf-8")
        os.environ[_DATA] = empty
        try:
            yield
        finally:
            if before is None:
                del os.environ[_DATA]
            else:
                os.environ[_DATA] = before
