"""Where the project's own data is: in the wheel beside the code, in a checkout beside the package."""

from __future__ import annotations

from pathlib import Path

from stance.errors import InputError

_PACKAGE = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """The folder with the labelled tables and annotated articles.

    Raises
    ------
    InputError
        It is in neither place: the installation is damaged.
    """
    for folder in (_PACKAGE / "data", _PACKAGE.parent / "data"):
        if folder.is_dir():
            return folder
    raise InputError(f"{_PACKAGE / 'data'}: the packaged data is missing; install stance again")
