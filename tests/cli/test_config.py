from __future__ import annotations

from pathlib import Path

import pytest

from tfguard.cli.config import Config, find_config, read_config
from tfguard.cli.exits import CannotRun
from tfguard.syntax.versions import Versions


def project(folder: Path, table: str) -> Path:
    path = folder / "pyproject.toml"
    path.write_text(table, encoding="utf-8")
    return path


def test_everything_is_read(tmp_path: Path) -> None:
    path = project(
        tmp_path,
        """
[tool.tfguard]
select = ["W72"]
ignore = ["tf-logging"]
preview = true
exclude = ["generated/"]
traced-decorators = ["common.function"]
constant-size = 64
loop-iterations = 100
target-tensorflow = "2.15.1"
target-keras = 3
min-confidence = "control_flow"
[tool.tfguard.per-file-ignores]
"tests/*" = ["tf-print", "E"]
""",
    )
    assert read_config(str(path)) == Config(
        source=str(path),
        root=str(tmp_path),
        select=("W72",),
        ignore=("tf-logging",),
        preview=True,
        exclude=("generated/",),
        per_file_ignores=(("tests/*", ("tf-print", "E")),),
        traced_decorators=("common.function",),
        constant_size=64,
        loop_iterations=100,
        versions=Versions((2, 15), 3),
        min_confidence="CONTROL_FLOW",
    )


def test_the_nearest_file_with_a_table_counts(tmp_path: Path) -> None:
    outer = project(tmp_path, "[tool.tfguard]\npreview = true\n")
    inner = tmp_path / "package" / "inner"
    inner.mkdir(parents=True)
    project(inner, "[tool.other]\n")
    assert find_config([str(inner / "a.py")]).source == str(outer)
    project(inner, "[tool.tfguard]\n")
    assert find_config([str(inner)]).source == str(inner / "pyproject.toml")


def test_paths_meet_at_their_common_directory(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        project(tmp_path / name, "[tool.tfguard]\n")
    outer = project(tmp_path, "[tool.tfguard]\n")
    found = find_config([str(tmp_path / "a"), str(tmp_path / "b")])
    assert found.source == str(outer)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("[tool.tfguard\n", "is not valid TOML"),
        ("[tool.tfguard]\nselct = []\n", "unknown key 'selct' (did you mean 'select'?)"),
        ("[tool.tfguard]\nselect = 'W72'\n", "'select' must be a list of strings"),
        ("[tool.tfguard]\nselect = [1]\n", "'select' must be a list of strings"),
        ("[tool.tfguard]\npreview = 1\n", "'preview' must be true or false"),
        ("[tool.tfguard]\nper-file-ignores = []\n", "'per-file-ignores' must be a table"),
        ("[tool.tfguard]\nper-file-ignores = {'a' = 'b'}\n", "'per-file-ignores' must be a table"),
        ("[tool.tfguard]\nmin-confidence = 'sure'\n", "'min-confidence' must be one of HIGH"),
        ("[tool.tfguard]\nloop-iterations = 0\n", "'loop-iterations' must be a positive whole number"),
        ("[tool.tfguard]\nconstant-size = 0\n", "'constant-size' must be a positive whole number (of KiB)"),
        ("[tool.tfguard]\nconstant-size = -512\n", "'constant-size' must be a positive whole number"),
        ("[tool.tfguard]\nconstant-size = 0.5\n", "'constant-size' must be a positive whole number"),
        ("[tool.tfguard]\nconstant-size = '1 MiB'\n", "'constant-size' must be a positive whole number"),
        ("[tool.tfguard]\nconstant-size = true\n", "'constant-size' must be a positive whole number"),
        (
            "[tool.tfguard]\ntarget-tensorflow = '2.9'\n",
            """'target-tensorflow' must be a version from "2.12" to "2.21\"""",
        ),
        ("[tool.tfguard]\ntarget-tensorflow = 2.15\n", "'target-tensorflow' must be a version"),
        ("[tool.tfguard]\ntarget-tensorflow = '1.15'\n", "'target-tensorflow' must be a version"),
        ("[tool.tfguard]\ntarget-tensorflow = 'newest'\n", "'target-tensorflow' must be a version"),
        ("[tool.tfguard]\ntarget-keras = 1\n", "'target-keras' must be 2 or 3"),
        ("[tool.tfguard]\ntarget-keras = true\n", "'target-keras' must be 2 or 3"),
        ("[tool.tfguard]\ntarget-keras = []\n", "'target-keras' must be 2 or 3"),
        ("tool = 3\n", "has no [tool.tfguard] table"),
        ("[tool]\ntfguard = 3\n", "has no [tool.tfguard] table"),
    ],
)
def test_mistakes_are_named_in_one_line(tmp_path: Path, table: str, message: str) -> None:
    path = project(tmp_path, table)
    with pytest.raises(CannotRun) as caught:
        read_config(str(path))
    assert message in str(caught.value)
    assert "pyproject.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_not_text(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(CannotRun, match="is not valid TOML"):
        find_config([str(tmp_path)])


def test_a_named_file_has_to_exist(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="cannot be read: No such file"):
        read_config(str(tmp_path / "nowhere.toml"))
