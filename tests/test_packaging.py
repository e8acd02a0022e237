"""What the package promises before it is used: light imports, the data beside it, the names it offers."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import stance
from stance.reading.packaged import data_folder

ROOT = Path(__file__).parent.parent
HEAVY = {"sklearn", "scipy", "pandas", "numpy", "camel_tools", "matplotlib", "jinja2", "joblib", "pyarrow"}


def modules_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_import_and_help_load_nothing_heavy() -> None:
    assert not modules_after("import stance") & HEAVY
    code = "from stance.cli.main import main\ntry:\n main(['score', '--help'])\nexcept SystemExit: pass"
    assert not modules_after(code) & HEAVY


def test_every_name_that_is_offered_is_there() -> None:
    for name in stance.__all__:
        assert getattr(stance, name) is not None
    assert set(stance.__all__) <= set(dir(stance))
    with pytest.raises(AttributeError):
        _ = stance.no_such_name


def test_the_data_folder_holds_the_examples() -> None:
    assert (data_folder() / "examples" / "truce.txt").is_file()


def test_the_compiled_build_is_asked_for_and_names_modules_that_exist() -> None:
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    hook = hatch["wheel"]["hooks"]["mypyc"]
    assert not hook["enable-by-default"]
    assert all(list(ROOT.glob(pattern)) for pattern in hook["include"])


def test_versions_are_pinned_without_addresses() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["uv"]
    pins = settings["constraint-dependencies"]
    assert all("==" in pin and "://" not in pin and " @ " not in pin for pin in pins)
    pinned = {pin.partition("==")[0] for pin in pins}
    assert {"camel-tools", "numpy", "pandas", "pytest", "ruff", "scikit-learn", "scipy"} <= pinned
    assert not pinned & {"torch", "transformers"}


def test_a_wheel_carries_data_and_lexica() -> None:
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert hatch["wheel"]["packages"] == ["stance"]
    assert hatch["wheel"]["force-include"] == {"data": "stance/data"}
    assert list((ROOT / "stance").rglob("*.tsv"))
