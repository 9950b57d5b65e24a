"""The guide shows its programs as they are, what TensorFlow makes of them, and the rules that find them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rules.tensorflow_runs import Mode, Outcome, run_in_both_modes

from sitepages.guide import Shown, code_of, error_line, output_of, programs_in, without_traces
from tfguard.cli.main import main
from tfguard.rules.analysis import analyse
from tfguard.syntax.project import Project

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "ten-pitfalls.md").read_text(encoding="utf-8")
FILES = sorted((DOCS / "pitfalls").glob("*.py"))
SHOWN = programs_in(GUIDE)
# Programs that have nothing to find: they say what runs when.
LESSONS = {"moments", "two_loops"}


def findings(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    return {finding.symbol for finding in analyse(path.name, Project(), text).findings}


def pitfalls() -> list[str]:
    """The guide's numbered sections."""
    return re.findall(r"^## \d+\. .*?(?=^## |\Z)", GUIDE, re.DOTALL | re.MULTILINE)


def told(outcome: Outcome) -> str:
    """What a reader would see of a run."""
    assert not outcome.died, outcome.died
    assert isinstance(outcome.value, str)
    return outcome.value + (error_line(outcome.raised[0], outcome.text) if outcome.raised else "")


def test_there_are_ten() -> None:
    assert len(pitfalls()) == 10


def test_every_program_is_spoken_of() -> None:
    assert [path.name for path in FILES if f"(pitfalls/{path.name})" not in GUIDE] == []
    assert len(SHOWN) >= len(FILES) - 2
    assert {shown.name for shown in SHOWN} <= {path.stem for path in FILES}


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown.name)
def test_code_is_that_of_the_file(shown: Shown) -> None:
    assert shown.code == code_of(DOCS / "pitfalls" / f"{shown.name}.py")


@pytest.mark.parametrize("section", pitfalls(), ids=lambda section: section.split("\n")[0])
def test_the_rules_of_a_pitfall_find_it(section: str) -> None:
    programs = [DOCS / name for name in re.findall(r"\((pitfalls/\w+\.py)\)", section)]
    found = {path.stem: findings(path) for path in programs}
    named = set(re.findall(r"\[`(tf-[\w-]+)`\]", section))
    assert named
    for name, symbols in found.items():
        if name.endswith("_cured"):
            assert not symbols, name
        elif name not in LESSONS:
            assert symbols & named, name
    assert any(name.endswith("_cured") for name in found)
    assert "![" in section


@pytest.mark.tensorflow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_output_is_what_tensorflow_gives(path: Path) -> None:
    outcomes = run_in_both_modes(path, as_program=True)
    eager, graph = (told(outcomes[mode]) for mode in (Mode.EAGER, Mode.GRAPH))
    if path.stem.endswith("_cured"):
        assert without_traces(eager) == without_traces(graph)
    outputs = [shown.output for shown in SHOWN if shown.name == path.stem]
    assert all(output == output_of(eager, graph) for output in outputs), output_of(eager, graph)


def test_how_it_sees_shows_what_tfguard_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (DOCS / "how-it-sees.md").read_text(encoding="utf-8")
    program, said = re.search(r"```python\n(.*?)```.*?```text\n(.*?)```", page, re.DOTALL).groups()
    (tmp_path / "model.py").write_text(program, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    main(["check", "--isolated", "--preview", "."])
    *findings, _ = capsys.readouterr().out.splitlines()  # the last line counts them
    assert findings == said.splitlines()
