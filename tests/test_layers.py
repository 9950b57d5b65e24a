"""Imports point one way: the layers of docs/architecture.md, held by import-linter and grimp."""

from __future__ import annotations

import sys
from pathlib import Path

import grimp
import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[1]
WORKER = "tfguard.confirm.worker"
OUTSIDE = frozenset(sys.stdlib_module_names) | {"tensorflow"}


def test_contracts_hold(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    # The exit status only: the contracts themselves stand in pyproject.toml.
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None)
    assert status == 0, capsys.readouterr().out


def test_worker_imports_the_standard_library_and_tensorflow_only() -> None:
    # It runs in the user's interpreter, where tfguard may not be installed.
    graph = grimp.build_graph("tfguard", include_external_packages=True, cache_dir=None)
    worker = {name for name in graph.modules if name == WORKER or name.startswith(f"{WORKER}.")}
    assert worker
    imported = {
        target
        for module in worker
        for target in graph.find_modules_directly_imported_by(module)
        if target not in worker
    }
    assert {name for name in imported if name.split(".")[0] not in OUTSIDE} == set()
