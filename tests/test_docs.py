"""What the documents say is what there is."""

from __future__ import annotations

import argparse
import doctest
import re
from pathlib import Path

import pytest

import stance
from stance.cli.main import COMMANDS, _parser

ROOT = Path(__file__).parent.parent
DOCUMENTS = "\n".join(path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


def options(command: str) -> list[str]:
    parser = _parser([command])
    [commands] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    actions = commands.choices[command]._actions
    return [
        max(action.option_strings, key=len) for action in actions if action.option_strings and action.dest != "help"
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_documented(command: str) -> None:
    assert re.search(rf"stance {command}\b", DOCUMENTS)
    undocumented = [option for option in options(command) if not re.search(rf"{re.escape(option)}\b", DOCUMENTS)]
    assert undocumented == []


@pytest.mark.parametrize("name", ["docs/training.md"])
def test_examples_in_python_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(ROOT / name), module_relative=False, encoding="utf-8")
    assert tried
    assert not failed


def test_the_packages_own_example_runs() -> None:
    failed, tried = doctest.testmod(stance)
    assert tried
    assert not failed


def test_the_readme_begins_with_the_two_commands() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    commands = [line.strip() for line in lines if line.startswith("    ")][:2]
    assert commands == [
        "python3 -m pip install uv && uv run stance score data/examples/truce.txt",
        "uv run pytest",
    ]


def test_files_that_the_documents_link_to_are_there() -> None:
    for document in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
