"""Train a stance model: the script form of `stance train`.

Without arguments it learns from the labelled data in ``data/`` and writes the folder ``model/``; with ``--embedded`` it
writes the model that comes with the package (``stance/model/``).
"""

from __future__ import annotations

import sys
from pathlib import Path

from stance.cli.main import main

if __name__ == "__main__":
    arguments = sys.argv[1:]
    if "--embedded" in arguments:
        arguments.remove("--embedded")
        arguments += ["--model", str(Path(__file__).resolve().parent / "stance" / "model")]
    elif not any(argument.startswith(("--model", "-m")) for argument in arguments):
        arguments += ["--model", "model"]
    sys.exit(main(["train", *arguments]))
