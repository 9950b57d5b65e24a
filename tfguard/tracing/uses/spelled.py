"""Which names of a text TensorFlow and Keras may not have: told without parsing, as most files have none.

A name is looked up behind each name that the text's import lines, or plain assignments, give to a module of
the libraries. What is found only says where to look: whether a name is missing is decided on the parsed file.
"""

from __future__ import annotations

import keyword
import re
from functools import lru_cache

from tfguard.syntax.import_lines import STAR, import_lines
from tfguard.syntax.words import occurrences
from tfguard.tracing.uses.public import is_known, names_of, table_name

LIBRARIES = frozenset(("tensorflow", "keras", "tf_keras"))
# What files of a project call the libraries that they get from one another: `from .compat import tf`.
_USUAL = {"tf": "tensorflow", "keras": "keras", "K": "keras.backend"}
_KEYWORDS = frozenset((*keyword.kwlist, *keyword.softkwlist))
_LAST, _NEXT = re.compile(r"(\w+)[ \t]+$"), re.compile(r"[ \t]+(\w+)")
_AHEAD = 40  # characters
_ROUNDS = 2  # of names for parts of what has another name


@lru_cache(maxsize=4)
def doubtful(text: str) -> frozenset[str]:
    """The last parts of the names that a text takes of modules of the libraries which do not list them.

    Args:
        text: a file's source.
    """
    if "tensorflow" not in text and "keras" not in text and "import tf" not in text:
        return frozenset()
    look = _Look(text)
    look.imports()
    for _ in range(_ROUNDS):
        if not look.assignments():
            break
    look.uses()
    return frozenset(look.found)


class _Look:
    def __init__(self, text: str) -> None:
        self._text = text
        self._modules: dict[str, set[str]] = {}  # by the name in the text
        self.found: set[str] = set()

    def imports(self) -> None:
        """Read what the import lines bind, and what they ask for that is not listed."""
        if "tensorflow" in self._text and "tf." in self._text:
            self._call("tf", "tensorflow")  # however it comes to be called so: `self.tf = library()`
        for line in import_lines(self._text):
            top = line.module.partition(".")[0]
            if line.level or top not in LIBRARIES:
                for name in line.names:
                    if name.name in _USUAL:
                        self._call(name.alias, _USUAL[name.name])
                continue
            whole = self._followed(top, line.module.partition(".")[2])
            if not line.names:
                self._call(line.alias.partition(".")[0], top if "." in line.alias else whole)
            for name in line.names:
                if whole and name.name != STAR:
                    self._call(name.alias, self._followed(whole, name.name))

    def assignments(self) -> bool:
        """Read ``layers = tf.keras.layers``; whether there was anything new."""
        known = sum(map(len, self._modules.values()))
        for alias, modules in tuple(self._modules.items()):
            for before in ("= ", "=", "."):
                if f"{before}{alias}" in self._text:
                    for match in _given(before, alias).finditer(self._text):
                        self._assigned(match, tuple(modules))
        return sum(map(len, self._modules.values())) > known

    def _assigned(self, match: re.Match[str], modules: tuple[str, ...]) -> None:
        bound = _BOUND.search(self._text, self._text.rfind("\n", 0, match.start()) + 1, match.start())
        if bound is not None:
            for module in modules:
                self._call(bound[1], self._followed(module, match[1]))

    def uses(self) -> None:
        """Look up what hangs on each name."""
        for alias, modules in self._modules.items():
            for dotted in set(_after(alias).findall(self._text)):
                for module in modules:
                    _, missing = _follow(module, dotted)
                    if missing and missing not in self.found and self._is_in_code(f"{alias}.{dotted}"):
                        self.found.add(missing)

    def _is_in_code(self, dotted: str) -> bool:
        """Whether a dotted name stands anywhere but in a comment, or between words as in prose.

        Two names that follow one another are no Python, unless one of them is a keyword.
        """
        for start in occurrences(self._text, dotted):
            before = self._text[self._text.rfind("\n", 0, start) + 1 : start]
            end = start + len(dotted)
            after = self._text[end : end + _AHEAD]
            if (
                not _is_comment(before)
                and not _is_word(_LAST.search(before))
                and not _is_word(_NEXT.match(after))
            ):
                return True
        return False

    def _call(self, name: str, module: str) -> None:
        if module and names_of(table_name(module)) is not None:
            self._modules.setdefault(name, set()).add(module)

    def _followed(self, module: str, dotted: str) -> str:
        """Go down from a module; empty for what is not there, or of which nothing is listed."""
        reached, missing = _follow(module, dotted)
        if missing:
            self.found.add(missing)
        return reached


def _is_comment(before: str) -> bool:
    """Whether a line is a comment behind its first part: no text that holds the sign comes before it."""
    sign = before.find("#")
    return sign >= 0 and not any(quote in before[:sign] for quote in ("'", '"'))


def _is_word(found: re.Match[str] | None) -> bool:
    return found is not None and found[1] not in _KEYWORDS


@lru_cache(maxsize=50_000)
def _follow(module: str, dotted: str) -> tuple[str, str]:
    """What is reached from a module, and the first name on the way that is not listed."""
    for part in filter(None, dotted.split(".")):
        known = table_name(module)
        if names_of(known) is None:
            return "", ""
        if not is_known(known, part):
            return "", part if not part.startswith("_") else ""
        module = f"{module}.{part}"
    return module, ""


@lru_cache(maxsize=1024)
def _after(alias: str) -> re.Pattern[str]:
    """What follows a name and a dot, but not in an address or quotes; what begins plainly is found fast."""
    name = re.escape(alias)
    return re.compile(rf"{name}(?<![\w/`'\"]{name})\.((?:\w+\.)*\w+)")


@lru_cache(maxsize=1024)
def _given(before: str, alias: str) -> re.Pattern[str]:
    """A name, or what hangs on it, as all that is assigned; it begins with plain text, as above."""
    return re.compile(rf"{re.escape(before)}{re.escape(alias)}((?:\.\w+)*)[ \t]*(?=[#;,)]|$)", re.MULTILINE)


# What is assigned to, up to the sign or to what hangs before the name: `self.layers = self.tf`.
_BOUND = re.compile(r"(\w+)[ \t]*(?::[^=\n]+)?(?:=[ \t]*\w+(?:\.\w+)*)?$")
