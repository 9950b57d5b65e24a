"""What all scripts have in common: their introduction, the code, the surroundings of the calls."""

from __future__ import annotations

import os
import pickle
import re
import struct
from collections.abc import Mapping, Sequence

from tfguard.confirm.repro.checks import Check
from tfguard.confirm.repro.code import Edits, changed_lines, mark, write
from tfguard.confirm.repro.script import Script
from tfguard.confirm.slices.materials import Materials, Part
from tfguard.confirm.slices.names import bound_names
from tfguard.confirm.slices.shadow import Edit
from tfguard.confirm.subjects.steps import Plan
from tfguard.confirm.verdict import Verdict
from tfguard.confirm.workers.protocol import Observation
from tfguard.rules.finding import Finding

_ALWAYS = ("common", "one_file", "catching", "summaries")
_CODE = (
    "The code stands at the end, as far as it is needed. Its flagged place is below the mark; names that "
    "begin with repro_ are not part of it."
)
_EXIT = "Exit code: 1 when the pitfall shows, 0 when it does not, 2 when that cannot be told here."


def shown(path: str) -> str:
    """Name a file as people do who stand where the command was started."""
    relative = os.path.relpath(path)
    return (path if relative.startswith("..") else relative).replace(os.sep, "/")


def mark_of(finding: Finding, line: int) -> Edit:
    """Put the mark of a finding above a line."""
    return mark(line, f"{finding.symbol} (line {line} there)")


def lines_otherwise(
    part: Part, last: int, common: Sequence[Edit], plain: Sequence[Edit], other: Sequence[Edit]
) -> dict[int, str]:
    """Give the flagged lines in another form.

    Args:
        part: their module.
        last: the last of them.
        common: what is put in in any case, the mark too.
        plain: what else is put in.
        other: what is put in instead.
    """
    return changed_lines(part, last, [*common, *plain], [*common, *other])


def names_of(materials: Materials) -> set[str]:
    """Name what the first module binds."""
    first = materials.parts[0]
    return set().union(
        *(bound_names(first.module.tree.body[index]) for index in first.kept.statements), set()
    )


def surroundings(chosen: Observation, environ: Sequence[str], plan: Plan) -> dict[str, object]:
    """Give the constants that say in which surroundings the calls were made."""
    values: dict[str, object] = {"VARIATION": chosen.variation if plan.call else 0}
    if environ:
        values["ENVIRONMENT"] = tuple(environ)
    if chosen.made:
        values["FILES"] = {name: _content(name, text) for name, text in chosen.made.items()}
    return values


def _content(name: str, text: str) -> bytes:
    """What the worker writes to a file that the code expects."""
    if name.endswith(".npy"):
        header = b"{'descr': '<f4', 'fortran_order': False, 'shape': (), }"
        return b"\x93NUMPY\x01\x00v\x00" + header.ljust(117) + b"\n" + struct.pack("<f", 1.0)
    return pickle.dumps({"a": 1.0}) if name.endswith((".pkl", ".pickle")) else text.encode()


def script(
    finding: Finding,
    verdict: Verdict,
    check: Check,
    materials: Materials,
    edits: Edits,
    values: Mapping[str, object],
    unneeded: Sequence[str],
    calls: str,
) -> Script:
    """Put the parts of a script together.

    Args:
        finding: what it shows.
        verdict: its verdict.
        check: how it is shown.
        materials: the slice.
        edits: what is put into it.
        values: constants of the pieces.
        unneeded: names that nothing rests on.
        calls: the functions that say what is called.
    """
    code = write(materials, edits, unneeded)
    given = {"NAME": materials.main, **values}
    loading: tuple[str, ...] = ()
    if code.others:
        loading = ("many_files",)
        given["MODULES"] = _importing(code.others)
    texts = "\n".join([code.main, *code.others.values()])
    summaries = ("stand_in_for_tensorboard",) if "summary" in texts else ()
    return Script(
        tuple(introduction(finding, verdict, check)),
        (*check.parts, *loading, *_ALWAYS),
        given,
        code.futures,
        code.main,
        calls,
        shown(finding.root.path),
        (*summaries, *check.prepare),
    )


def _importing(others: Mapping[str, str]) -> dict[str, str]:
    """Let marks in other modules find what they call."""
    return {path: _with_marks(text) for path, text in others.items()}


def _with_marks(text: str) -> str:
    names = sorted({*re.findall(r"\brepro_\w+", text)})
    if not names:
        return text
    lines = text.split("\n")
    futures = [number for number, line in enumerate(lines, 1) if line.startswith("from __future__ ")]
    lines.insert(max(futures, default=0), f"from __main__ import {', '.join(names)}  # the marks")
    return "\n".join(lines)


def introduction(finding: Finding, verdict: Verdict, check: Check, *, code: bool = True) -> Sequence[str]:
    """Say what a script shows, where it comes from, and what to look for.

    Args:
        finding: what it shows.
        verdict: its verdict.
        check: how it is shown.
        code: whether the script holds code.
    """
    at = f"{shown(finding.place.path)}:{finding.place.line}:{finding.place.column}"
    arguments = dict(verdict.details).get("arguments", "")
    return [
        f"{finding.symbol} ({finding.rule_id}) at {at}, in {finding.root.qualname}",
        "",
        finding.message,
        "",
        f"What to look for: {check.shows}.",
        f"What was seen: {(verdict.evidence or verdict.reason).rstrip('.')}.",
        *([f"Arguments: {arguments}"] if arguments else []),
        _EXIT,
        *(["", _CODE] if code else []),
    ]
