"""Puts a script together: what it says of itself, the pieces that do the check, and the user's code."""

from __future__ import annotations

import ast
import functools
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from tfguard.confirm.slices.keeping import keep
from tfguard.confirm.slices.names import bound_names, span

WIDTH = 108
MARK = "# vvv"
CODE = "# ==== The code"
_NOT_TAKEN = ("tfguard", "__future__")  # imports of other pieces, and what no piece needs
_PARTS = "tfguard.confirm.repro.parts"


@dataclass(frozen=True)
class Script:
    """What a script is made of.

    Attributes:
        about: paragraphs that say what it shows, user's text in them.
        parts: the pieces it is made of, the one with ``main`` first.
        values: constants of these pieces, by name, that are others in this script.
        futures: names that the user's code imports from ``__future__``.
        code: the user's code, with marks.
        calls: source text of the functions that say what is called.
        title: where the code is from.
        prepare: functions of the pieces that are called first.
    """

    about: tuple[str, ...]
    parts: tuple[str, ...]
    values: Mapping[str, object]
    futures: tuple[str, ...]
    code: str
    calls: str
    title: str = ""
    prepare: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The script's source."""
        others = "\n".join(str(value) for value in self.values.values())
        wanted = {*re.findall(r"\brepro_\w+", f"{self.code}\n{self.calls}\n{others}")}
        imports, pieces = _assembled(self.parts, {"main", *self.prepare, *wanted}, self.values)
        futures = sorted({"annotations", *self.futures} if "annotations" in self.futures else self.futures)
        start = [f"from __future__ import {', '.join(futures)}", ""] if futures else []
        begin = [f"    {name}()" for name in self.prepare]
        # The first line names the finding, whatever its length: it tells whose script a file is.
        about = [f"# {one_line(self.about[0])}", *comment(self.about[1:])]
        main = [*about, "", *start, *imports, *pieces, "", "", 'if __name__ == "__main__":']
        if not self.code:
            return "\n".join([*main, *begin, "    sys.exit(main())", ""])
        main.append("    # The code below is not run here: it is loaded afresh for each run.")
        code = [f"{CODE}, from {one_line(self.title)}", "", self.code.strip("\n")]
        calls = ["# ==== What is called", "", self.calls.strip("\n"), ""]
        return "\n".join([*main, *begin, "    sys.exit(main())", "", "", *code, "", "", *calls])


def one_line(text: str) -> str:
    """Put a text on one line and make control characters visible: a comment cannot end where they stand."""
    return "".join(
        letter if letter.isprintable() else " " if letter in "\t\n\v\f\r"
        else letter.encode("unicode_escape", "surrogatepass").decode("ascii")
        for letter in text
    )  # fmt: skip


def comment(paragraphs: Iterable[str]) -> list[str]:
    """Write paragraphs as a comment; what they hold cannot end it."""
    lines: list[str] = []
    for paragraph in paragraphs:
        wrapped = textwrap.wrap(one_line(paragraph), WIDTH - 2, break_on_hyphens=False) or [""]
        lines += [f"# {line}".rstrip() for line in wrapped]
    return lines


# The pieces


@dataclass(frozen=True)
class _Part:
    """One file of pieces.

    Attributes:
        lines: its source.
        tree: its syntax tree, without the imports of other pieces.
    """

    lines: tuple[str, ...]
    tree: ast.Module


@functools.cache
def _part(name: str) -> _Part:
    text = resources.files(_PARTS).joinpath(f"{name}.py").read_text(encoding="utf-8")
    tree = ast.parse(text)
    tree.body = [
        node for node in tree.body[1:]
        if not (isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_NOT_TAKEN))
    ]  # fmt: skip
    return _Part(tuple(text.split("\n")), tree)


def _assembled(
    names: Sequence[str], wanted: set[str], values: Mapping[str, object]
) -> tuple[list[str], list[str]]:
    """Take what is wanted, and what that needs, from some files: imports, and the rest.

    A name that several files define is the first one's.
    """
    parts = [_part(name) for name in names]
    taken: set[str] = set()
    body: list[tuple[_Part, ast.stmt]] = []
    for part in parts:
        for node in part.tree.body:
            names_bound = bound_names(node)
            is_import = isinstance(node, (ast.Import, ast.ImportFrom))
            if is_import or not names_bound <= taken:
                body.append((part, node))
            taken |= set() if is_import else names_bound
    whole = ast.Module(body=[node for _, node in body], type_ignores=[])
    kept = keep(whole, {*wanted, "sys"})
    imports: dict[str, None] = {}
    constants: list[str] = []
    pieces: list[str] = []
    for index in sorted(kept.statements):
        part, node = body[index]
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            imports[ast.unparse(node)] = None
        elif isinstance(node, ast.Assign):
            constants += _constant(part, node, values)
        else:
            pieces += ["", "", *_source(part, node)]
    return [*_sorted_imports(imports), "", *constants], pieces


def _sorted_imports(imports: Iterable[str]) -> list[str]:
    ours = {text for text in imports if "numpy" in text or "tensorflow" in text}
    first = sorted(set(imports) - ours, key=lambda text: (text.startswith("from"), text))
    return [*first, *([""] if first and ours else []), *sorted(ours)]


def _constant(part: _Part, node: ast.Assign, values: Mapping[str, object]) -> list[str]:
    name = ast.unparse(node.targets[0])
    source = _source(part, node)
    if name not in values:
        return source
    comment_ = source[-1].partition("  # ")[2]
    text = literal(values[name])
    first = f"{name} = {text}"
    if comment_ and "\n" not in first and len(first) + len(comment_) < WIDTH:
        return [f"{first}  # {comment_}"]
    return [f"# {comment_[:1].upper()}{comment_[1:]}:", first] if comment_ else [first]


def _source(part: _Part, node: ast.stmt) -> list[str]:
    first, last = span(node)
    while part.lines[first - 2].startswith("# "):
        first -= 1
    return list(part.lines[first - 1 : last])


def literal(value: object) -> str:
    """Write a value as Python source; long texts over several lines."""
    if isinstance(value, Mapping):
        if not value:
            return "{}"
        inner = [f"    {key!r}: {literal(item)}," for key, item in value.items()]
        return "\n".join(["{", *inner, "}"])
    if isinstance(value, str) and "\n" in value:
        return _long_text(value)
    if isinstance(value, str) and "\\" in value and not value.endswith("\\") and value.isprintable():
        quote = next((one for one in ('"', "'") if one not in value), "")
        return f"r{quote}{value}{quote}" if quote else ascii(value)
    return ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)


def _long_text(value: str) -> str:
    for quote in ("'''", '"""'):
        plain = all(letter.isprintable() or letter in "\n\t" for letter in value)
        if plain and quote not in value and not value.endswith(("\\", quote[0])):
            return f"r{quote}{value}{quote}"
    lines = value.split("\n")
    return "\n".join(["(", *(f"        {line + end!a}" for line, end in _ended(lines)), "    )"])


def _ended(lines: Sequence[str]) -> list[tuple[str, str]]:
    return [(line, "\n" if number < len(lines) - 1 else "") for number, line in enumerate(lines)]
