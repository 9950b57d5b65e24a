"""The user's code as a script shows it: what the experiment needs of it, with few and readable marks."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tfguard.confirm.repro.script import MARK, one_line
from tfguard.confirm.slices.keeping import Kept
from tfguard.confirm.slices.materials import Materials, Part
from tfguard.confirm.slices.names import bound_names, span
from tfguard.confirm.slices.shadow import Edit, render

Edits = Mapping[str, Sequence[Edit]]
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)

# What stands in shadow files, and what stands for it in a script.
_RENAMED = (
    (r"_tfguard_value\(0, _tfguard_enter\(0\), ", "repro_after(repro_traced(), "),
    (r"_tfguard_enter\(0\)", "repro_traced()"),
    (r"_tfguard_enter\(\d+\); pass  # ", "pass  # "),
    (r"if not _tfguard_enter\(\d+\): ", "if False: "),
    (r"_tfguard_enter\(\d+\)", "repro_start()"),
    (r"_tfguard_enter\(\d+, ", "repro_start("),
    (r"_tfguard_value\(\d+, ", "repro_stop("),
    (r"_tfguard_exit\(\d+\)", "repro_stop()"),
    (r"_tfguard_(once|lifted)\(\d+, ", r"repro_\1("),
    (r"_tfguard_keep\(\d+\)", "repro_keep_first()"),
    (r"_tfguard_(made|maker)\(\d+, ", r"repro_\1("),
    (r"_tfguard_item\(\d+, ", "repro_look("),
    (r"_tfguard_callee\(\d+, ", "repro_call("),
    (r"_tfguard_argument\(\d+, \d+, ", "repro_argument("),
    (r"_tfguard_subject", "repro_catch"),
    (r"_tfguard_kept\(", "repro_keep("),
    (r"_tfguard_(half|undecorated|failing)", r"repro_\1"),
)  # fmt: skip


@dataclass(frozen=True)
class Code:
    """The modules of a slice as texts.

    Attributes:
        main: the text of the module that the script holds.
        others: the texts of the other modules, by file.
        futures: what the main module imports from ``__future__``.
    """

    main: str
    others: Mapping[str, str]
    futures: tuple[str, ...]


def renamed(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Write what probes put into a shadow file with the names that scripts have."""
    return tuple(_with_text(edit, _rename(edit.text)) for edit in edits)


def looking(edits: Sequence[Edit], text: str) -> tuple[Edit, ...]:
    """Let probes that stand around an expression, or take a loop's items, hand on the value alone.

    Args:
        edits: what is put into shadow files.
        text: the module's source.
    """
    items = [edit for edit in edits if edit.text.startswith("_tfguard_item")]
    if items:
        return renamed(items)
    return _around(edits, text, "repro_look(")


def acting(edits: Sequence[Edit], text: str, watched: bool) -> tuple[Edit, ...]:
    """Let probes tell when a place starts and ends, as statements where it is one.

    Args:
        edits: what is put into shadow files.
        text: the module's source.
        watched: whether what the place changes is handed over.
    """
    changed = renamed(edits)
    if not watched:
        changed = tuple(
            _with_text(edit, re.sub(r"repro_start\(.*?\)", "repro_start()", edit.text)) for edit in changed
        )
    if len(changed) != 2 or not changed[0].text.startswith("repro_stop("):
        return changed
    start = changed[0].text.removeprefix("repro_stop(").removesuffix(", (")
    lines = text.split("\n")
    first, last = edits
    alone = not lines[first.line - 1][: first.column].strip()
    if alone and not lines[last.line - 1][last.column :].partition("#")[0].strip():
        return _with_text(first, f"{start}; "), _with_text(last, "; repro_stop()")
    return _around(edits, text, f"repro_stop({start}, ")


def _around(edits: Sequence[Edit], text: str, start: str) -> tuple[Edit, ...]:
    if len(edits) != 2:
        return renamed(edits)
    first, last = edits
    lines = text.split("\n")[first.line - 1 : last.line]
    lines[-1] = lines[-1][: last.column]
    lines[0] = lines[0][first.column :]
    inner = ("", "") if _is_one_argument("\n".join(lines)) else ("(", ")")
    return _with_text(first, start + inner[0]), _with_text(last, inner[1] + ")")


def _is_one_argument(source: str) -> bool:
    """Tell whether an expression may stand in a call without parentheses of its own."""
    try:
        call = ast.parse(f"f({source})", mode="eval").body
    except SyntaxError:
        return False
    if not isinstance(call, ast.Call) or len(call.args) != 1 or call.keywords:
        return False
    return not isinstance(call.args[0], (ast.GeneratorExp, ast.Starred, ast.NamedExpr))


def _rename(text: str) -> str:
    for pattern, name in _RENAMED:
        text = re.sub(pattern, name, text)
    return text


def _with_text(edit: Edit, text: str) -> Edit:
    return Edit(edit.line, edit.column, text, edit.closes, edit.extent, edit.whole_line)


def mark(line: int, what: str) -> Edit:
    """Put a mark above a line."""
    return Edit(line, 0, f"{MARK} {one_line(what)}", whole_line=True)


def write(materials: Materials, edits: Edits, unneeded: Collection[str]) -> Code:
    """Write the modules.

    Args:
        materials: the modules, and which of their statements are needed.
        edits: what is put in, by the user's path.
        unneeded: names whose value could not be made, and that nothing rested on.
    """
    texts = {part.shipped: _text(part, edits.get(part.module.path, ()), unneeded) for part in materials.parts}
    main, *others = materials.parts
    packages = {f"{name.replace('.', '/')}/__init__.py": "" for name in materials.packages}
    future = tuple(_futures(main))
    return Code(
        _without_future(texts[main.shipped]),
        {**packages, **{part.shipped: texts[part.shipped] for part in others}} if others else {},
        future,
    )


def changed_lines(part: Part, last: int, plain: Sequence[Edit], other: Sequence[Edit]) -> dict[int, str]:
    """Give the lines below a mark in another form, by their distance from it.

    Args:
        part: the module.
        last: the last of the user's lines that may differ.
        plain: what the script has there, the mark too.
        other: what it has there in the other form, the mark too.
    """
    shown, wanted = (_below_mark(part, last, edits) for edits in (plain, other))
    if len(shown) != len(wanted):
        return {}
    pairs = enumerate(zip(wanted, shown, strict=True), 1)
    return {number: line for number, (line, before) in pairs if line != before}


def _below_mark(part: Part, last: int, edits: Sequence[Edit]) -> list[str]:
    whole = Kept(frozenset(range(len(part.module.tree.body))), frozenset())
    shadow = render(part.module.text, part.module.tree, whole, edits)
    pairs = list(zip(shadow.text.split("\n"), shadow.lines, strict=True))
    start = next((number for number, (line, _) in enumerate(pairs, 1) if line.strip().startswith(MARK)), 0)
    return [line for line, origin in pairs[start:] if origin <= last]


def _text(part: Part, edits: Sequence[Edit], unneeded: Collection[str]) -> str:
    tree, kept = part.module.tree, part.kept
    shadow = render(part.module.text, tree, Kept(kept.statements, frozenset(), left_out=kept.left_out), edits)
    lines: dict[int, list[str]] = {}
    for line, origin in zip(shadow.text.split("\n"), shadow.lines, strict=True):
        lines.setdefault(origin, []).append(line)
    text = part.module.text.split("\n")
    found: list[str] = []
    before: ast.stmt | None = None
    done = 0
    for index in sorted(kept.statements):
        statement = tree.body[index]
        first, last = span(statement)
        guard = _guard(text, first, done) if statement.col_offset else 0
        here = list(lines.get(guard, ()))
        while first - 1 > max(done, guard) and text[first - 2].lstrip().startswith("#"):
            first -= 1
        unmade = bound_names(statement) & set(unneeded) and not isinstance(statement, _DEFINITIONS)
        if index in kept.stubbed or unmade:
            here += _stood_in(statement)
        else:
            here += [
                line for number in range(max(first, done + 1), last + 1) for line in lines.get(number, ())
            ]
        found += _gap(before, statement) + here
        before, done = statement, max(done, last)
    # Where parentheses of its own are no help to an argument, none are shown.
    return re.sub(r"(repro_argument\()\(([\w.]+)\)\)", r"\1\2)", "\n".join(found)) + "\n"


def _stood_in(statement: ast.stmt) -> list[str]:
    indent = " " * statement.col_offset
    names = sorted(bound_names(statement)) or ["_"]
    what = one_line(ast.unparse(statement))[:80]
    return [f"{indent}{name} = repro_left_out()  # for: {what}" for name in names]


def _gap(before: ast.stmt | None, statement: ast.stmt) -> list[str]:
    if before is None:
        return []
    if isinstance(before, _DEFINITIONS) or isinstance(statement, _DEFINITIONS):
        return ["", ""]
    apart = span(statement)[0] - (before.end_lineno or 0) > 1
    return [""] if apart else []


def _guard(text: list[str], first: int, done: int) -> int:
    """Find the ``if`` that a statement of a main guard stands under, unless it is there already."""
    for number in range(first - 1, done, -1):
        line = text[number - 1]
        if line.startswith("if "):
            return number
    return 0


def _futures(part: Part) -> Iterator[str]:
    for node in part.module.tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            yield from (alias.name for alias in node.names)


def _without_future(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(line for line in lines if not line.startswith("from __future__ import ")).lstrip("\n")
