"""The example articles give what they gave when the golden files were last written and read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.write import EXAMPLES, FOLDER, write


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden")
    write(folder)
    return folder


@pytest.mark.parametrize(
    "name", [f"{path.stem}{kind}" for path in EXAMPLES for kind in (".quotes.jsonl", ".score.csv")]
)
def test_examples_give_the_golden_output(written: Path, name: str) -> None:
    assert (written / name).read_text("utf-8") == (FOLDER / name).read_text("utf-8")
