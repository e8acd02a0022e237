"""The model folder: JSON and plain arrays, written at once or not at all, read without running anything in it.

``model.json`` tells what the model is and carries the SHA-256 of every other file and of itself; ``vocabulary.json``,
``lexica.json`` and ``arrays.npz`` (no pickled objects) hold what scoring needs; ``MODEL_CARD.md`` is for people.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from stance.classifier.core import Core, Smoothing
from stance.classifier.features import BLOCKS
from stance.classifier.pack import Language, parse_pack
from stance.classifier.vectorizer import Vectorizer
from stance.errors import ModelError

FORMAT = 1
INFO = "model.json"
_VOCABULARY, _LEXICA, _ARRAYS, CARD = "vocabulary.json", "lexica.json", "arrays.npz", "MODEL_CARD.md"
_LIBRARIES = ("stance", "numpy", "scikit-learn")
_AGAIN = "train it again with `stance train`"


def save_folder(folder: Path, core: Core, info: Mapping[str, Any], *, card: str = "") -> dict[str, Any]:
    """Write a model folder and return its ``model.json``; an older model there is replaced in one step.

    Raises
    ------
    ModelError
        `folder` holds something else than a model, or cannot be written.
    """
    contents = {
        _VOCABULARY: _json({block: list(names) for block, names in core.vectorizer.vocabulary.items()}),
        _LEXICA: _json({"language": core.language.texts, "packs": [dict(pack.texts) for pack in core.packs]}),
        _ARRAYS: _arrays(core),
    }
    if card:
        contents[CARD] = card.encode()
    full = {
        "format": FORMAT,
        "labels": list(core.labels),
        "targets": list(core.targets),
        "features": {"blocks": [block.name for block in core.vectorizer.blocks], "weights": core.vectorizer.weights},
        "smoothing": core.smoothing._asdict(),
        "temperature": core.temperature,
        "libraries": {name: importlib.metadata.version(name) for name in _LIBRARIES},
        **({"morphology": core.lemmatizer.facts} if core.lemmatizer else {}),
        **info,
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()},
    }
    full["digest"] = _digest(full)
    contents[INFO] = _json(full, indent=1)
    try:
        _replace(folder, contents)
    except OSError as error:
        raise ModelError(f"{folder}: the model cannot be written ({error.strerror}); give another --model") from error
    return full


def load_folder(folder: Path) -> tuple[Core, dict[str, Any]]:
    """The classifier in a model folder, and its ``model.json``. Nothing in the folder is executed.

    Raises
    ------
    ModelError
        The folder is missing, damaged, altered, or made by a version that this one cannot read.
    """
    info = _info(folder)
    contents = {}
    for name in (_VOCABULARY, _LEXICA, _ARRAYS):
        try:
            contents[name] = (folder / name).read_bytes()
        except OSError as error:
            raise ModelError(f"{folder / name}: missing or unreadable ({error.strerror}); {_AGAIN}") from error
        if hashlib.sha256(contents[name]).hexdigest() != info.get("files", {}).get(name):
            raise ModelError(f"{folder / name}: damaged or altered (its SHA-256 is not the one in {INFO}); {_AGAIN}")
    try:
        return _core(info, contents), info
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, zipfile.BadZipFile, EOFError) as error:
        raise ModelError(f"{folder}: not a whole model ({type(error).__name__}: {error}); {_AGAIN}") from error


def _info(folder: Path) -> dict[str, Any]:
    path = folder / INFO
    try:
        info: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(
            f"{folder}: no model folder ({INFO}: {error.strerror}); make one with `stance train`"
        ) from error
    except ValueError as error:
        raise ModelError(f"{path}: damaged ({error}); {_AGAIN}") from error
    version = info.get("format") if isinstance(info, dict) else None
    if not isinstance(version, int):
        raise ModelError(f"{path}: not a model (no format version); {_AGAIN}")
    if version > FORMAT:
        raise ModelError(f"{path}: made by a newer stance (format {version}, this one reads {FORMAT}); update stance")
    if info.get("digest") != _digest(info):
        raise ModelError(f"{path}: damaged or altered (its digest does not fit its contents); {_AGAIN}")
    trained = str(info.get("libraries", {}).get("scikit-learn", ""))
    installed = importlib.metadata.version("scikit-learn")
    if trained.split(".")[0] != installed.split(".")[0]:
        raise ModelError(
            f"{path}: trained with scikit-learn {trained or '(unknown)'}, installed is {installed}; "
            f"{_AGAIN}, or install scikit-learn {trained}"
        )
    unknown = [name for name in info.get("features", {}).get("blocks", []) if name not in BLOCKS]
    if unknown:
        raise ModelError(f"{path}: feature blocks that this stance does not have ({', '.join(unknown)}); {_AGAIN}")
    return info


def _core(info: Mapping[str, Any], contents: Mapping[str, bytes]) -> Core:
    lexica = json.loads(contents[_LEXICA])
    vectorizer = Vectorizer(info["features"]["blocks"], weights=info["features"]["weights"])
    with np.load(io.BytesIO(contents[_ARRAYS]), allow_pickle=False) as arrays:
        values = {name: arrays[name].astype(np.float64) for name in arrays.files}
    start = 0
    for block, names in json.loads(contents[_VOCABULARY]).items():
        vectorizer.vocabulary[block] = {name: start + number for number, name in enumerate(names)}
        start += len(names)
    vectorizer.idf = values["idf"]
    core = Core(
        labels=tuple(info["labels"]),
        targets=tuple(info["targets"]),
        language=Language(lexica["language"]),
        packs=tuple(parse_pack(texts) for texts in lexica["packs"]),
        vectorizer=vectorizer,
        smoothing=Smoothing(**info["smoothing"]),
    )
    if values["coefficients"].shape != (start, len(core.labels)) or len(vectorizer.idf) != start:
        raise ValueError("the coefficients do not fit the vocabulary")
    core.coefficients = values["coefficients"]
    core.intercepts = {"": values["intercept"]}
    for number, target in enumerate(core.targets):
        if f"intercept_{number}" in values:
            core.intercepts = {**core.intercepts, target: values[f"intercept_{number}"]}
            core.offsets = {**core.offsets, target: values[f"offset_{number}"]}
    core.temperature = float(info["temperature"])
    core.prior = values["prior"]
    return core


def _arrays(core: Core) -> bytes:
    arrays = {
        "coefficients": core.coefficients.astype(np.float32),
        "idf": core.vectorizer.idf.astype(np.float32),
        "intercept": core.intercepts[""],
        "prior": core.prior,
    }
    for number, target in enumerate(core.targets):
        if target in core.offsets:
            arrays[f"intercept_{number}"] = core.intercepts[target]
            arrays[f"offset_{number}"] = core.offsets[target].astype(np.float32)
    buffer = io.BytesIO()
    # np.savez stamps the time of day on its members; a model trained twice must come out the same to the byte.
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), member.getvalue(), zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()


def _replace(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write `contents` beside `folder`, then swap; whoever looks sees the old model or the new one."""
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / INFO).is_file())):
        raise ModelError(f"{folder}: exists and is no model folder; give another --model, or remove it")
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    old = made.with_name(made.name + ".old")
    try:
        made.chmod(0o755)
        for name, data in contents.items():
            with (made / name).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        if folder.exists():
            folder.rename(old)
        made.rename(folder)
    finally:
        if old.exists() and not folder.exists():  # interrupted between the two
            old.rename(folder)
        shutil.rmtree(made, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _json(value: object, indent: int | None = None) -> bytes:
    return json.dumps(
        value, ensure_ascii=False, indent=indent, separators=(",", ":") if indent is None else None
    ).encode()


def _digest(info: Mapping[str, Any]) -> str:
    rest = {key: value for key, value in info.items() if key != "digest"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
