"""Saved scripts: which file each gets, and what is said about them."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import replace

from tfguard.cli.exits import CannotRun
from tfguard.reporting.report import Reported

_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")


def make_folder(folder: str) -> None:
    """Make the folder that scripts are written to, before anything is run.

    Raises:
        CannotRun: it cannot be made or written to.
    """
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise CannotRun(f"cannot write to {folder}: {error.strerror or error}") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CannotRun(f"cannot write to {folder}: permission denied")


def save(findings: tuple[Reported, ...], folder: str) -> tuple[Reported, ...]:
    """Write the scripts of findings, and say on standard error how many there are.

    A script of the same finding is replaced; any other file stays.

    Args:
        findings: what was proved.
        folder: where the scripts go.

    Returns:
        The findings, with the paths of their scripts.

    Raises:
        CannotRun: a file cannot be written.
    """
    taken: set[str] = set()
    saved = tuple(_saved(reported, folder, taken) for reported in findings)
    count = len(taken)
    text = f"saved {count} script{'' if count == 1 else 's'} in {folder}"
    open_still = sum(one.verdict is not None and one.verdict.outcome.value != "confirmed" for one in saved)
    if open_still:
        text += f"; {open_still} finding{'' if open_still == 1 else 's'} without, since not confirmed"
    print(text, file=sys.stderr)  # noqa: T201 - what a command says
    return saved


def _saved(reported: Reported, folder: str, taken: set[str]) -> Reported:
    repro = reported.verdict.repro if reported.verdict is not None else None
    if repro is None or not repro.text:
        return reported
    path = _free(folder, _stem(reported), repro.text.partition("\n")[0], taken)
    taken.add(path)
    try:
        with open(path, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(repro.text)
    except OSError as error:
        raise CannotRun(f"cannot write {path}: {error.strerror or error}") from None
    return replace(reported, repro=path)


def _stem(reported: Reported) -> str:
    finding = reported.finding
    name = os.path.splitext(os.path.basename(finding.place.path))[0]
    return f"{finding.symbol}_{_UNSAFE.sub('_', name)[:60]}_{finding.place.line}".strip("._")


def _free(folder: str, stem: str, title: str, taken: set[str]) -> str:
    """Give a file that does not exist, or holds the script of the same finding."""
    number = 1
    while True:
        path = os.path.join(folder, f"{stem}.py" if number == 1 else f"{stem}_{number}.py")
        if path not in taken and (not os.path.lexists(path) or _title(path) == title):
            return path
        number += 1


def _title(path: str) -> str:
    """Give the first line of a script: it names the finding."""
    if not os.path.isfile(path) or os.path.islink(path):
        return ""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.readline().rstrip("\n")
    except OSError:
        return ""
