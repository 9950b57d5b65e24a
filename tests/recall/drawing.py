"""Projects that are drawn at random and changed, again and again."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

MODULES = ("a.py", "b.py", "c.py", "pkg/__init__.py", "pkg/d.py", "pkg/e.py", "pkg/sub/f.py", "other/g.py")

# What each module holds, its own or imported, in several forms; {a} is an imported module as it is spelled,
# with its dot, or nothing.
HELPERS = {
    "work": (
        "def work(x):\n    return x\n",
        "def work(x):\n    print(x)\n    return x\n",
        "def work(x):\n    print(x)  # pylint: disable=tf-print\n    return x\n",
        "STATE = []\n\ndef work(x):\n    STATE.append(x)\n    return x\n",
        "def work(x):\n    return tf.Variable(x)\n",
        "def work(x):\n    return {a}work(x)\n",
        "def work(x):\n    return {a}work(x)\n",
        "class Worker({a}Base):\n    pass\n\ndef work(x):\n    return Worker().run(x)\n",
    ),
    "Base": (
        "class Base:\n    def run(self, x):\n        return x\n",
        "class Base:\n    def run(self, x):\n        print(x)\n        return x\n",
        "class Base({a}Base):\n    pass\n",
        "class Base({a}Base):\n    pass\n",
        "class Base({a}Base):\n    def run(self, x):\n        self.last = x\n        return {a}work(x)\n",
    ),
    "compiled": (
        "def compiled(f):\n    return tf.function(f)\n",
        "def compiled(f):\n    return f\n",
        "compiled = {a}compiled\n",
    ),
    "step": (
        "@tf.function\ndef step(x):\n    return x\n",
        "@{a}compiled\ndef step(x):\n    return {a}work(x)\n",
        "@tf.function\ndef step(x):\n    return {a}work(x)\n",
        "def step(x):\n    return x\n",
        "step = tf.function({a}work)\n",
        "def step(x):\n    return {a}step(x)\n",
    ),
}
# What only some modules hold.
USERS = (
    "@tf.function\ndef traced(x):\n    return {a}work(x)\n",
    "@{a}compiled\ndef traced(x):\n    return {a}work(x)\n",
    "class Layer({a}Base):\n    @tf.function\n    def once(self, x):\n        return self.run(x)\n",
    "class Model(tf.keras.Model):\n    def call(self, x):\n        return {a}work(x)\n",
    "def loop(n):\n    for i in range(n):\n        {a}step(i)\n",
    "def calls():\n" + "".join(f"    {{a}}step({number})\n" for number in range(8)),
    "def again(xs):\n    for x in xs:\n        tf.function({a}work)(x)\n",
    "session = tf.Session()\n",
)
BROKEN = "def broken(:\n"


class Drawn:
    """A project.

    Args:
        root: its folder, which is made.
        seed: says which project and which changes.
    """

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.random = root, random.Random(seed)
        root.mkdir()
        (root / "pyproject.toml").touch()
        for _ in range(self.random.randint(5, 9)):
            self.add()

    def files(self) -> list[Path]:
        """Give its Python files."""
        return sorted(self.root.rglob("*.py"))

    def change(self) -> str:
        """Change something, and tell what."""
        often: tuple[Callable[[], None], ...] = (self.add, self.edit, self.tweak, self.tweak, self.tweak)
        changes = (
            *often, *often, self.delete, self.delete, self.rename, self.package, self.unpackage, self.swap,
            self.cut, self.move, self.decoy,
        )  # fmt: skip
        chosen = self.random.choice(changes)
        chosen()
        return chosen.__name__

    def add(self) -> None:
        """Write some module, which may be one that was looked for."""
        self._write(self.root / self.random.choice(MODULES))

    def edit(self) -> None:
        """Write a module anew."""
        self._write(self._any())

    def tweak(self) -> None:
        """Change one word, which leaves the length as it is."""
        path = self._any()
        text = path.read_text("utf-8", "replace")
        pairs = [("print(x)", "other(x)"), ("other(x)", "print(x)"), ("work(x):", "krow(x):")]
        pairs += [("krow(x):", "work(x):"), ("tf.function", "tf.identity"), ("tf.identity", "tf.function")]
        for old, new in self.random.sample(pairs, len(pairs)):
            if old in text:
                text = text.replace(old, new, 1)
                break
        times = path.stat().st_atime_ns, path.stat().st_mtime_ns
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=times)

    def delete(self) -> None:
        """Take a file away."""
        if len(self.files()) > 2:
            self._any().unlink()

    def rename(self) -> None:
        """Move a file to where another one may be."""
        new = self.root / self.random.choice(MODULES)
        new.parent.mkdir(parents=True, exist_ok=True)
        self._any().replace(new)

    def package(self) -> None:
        """Make a folder a package, if it is none."""
        (self.random.choice([file.parent for file in self.files()]) / "__init__.py").touch()

    def unpackage(self) -> None:
        """Make a package a mere folder."""
        found = [file for file in self.files() if file.name == "__init__.py"]
        if found and len(self.files()) > 2:
            self.random.choice(found).unlink()

    def swap(self) -> None:
        """Let two files change places: nothing is new but where it is."""
        one, other = self._any(), self._any()
        first, second = one.read_bytes(), other.read_bytes()
        one.write_bytes(second)
        other.write_bytes(first)

    def cut(self) -> None:
        """Leave a file that cannot be decoded or parsed."""
        file = self._any()
        end = b"\xff" if self.random.random() < 0.5 else BROKEN.encode()
        file.write_bytes(file.read_bytes()[: self.random.randint(0, 60)] + end)

    def move(self) -> None:
        """Move a whole folder."""
        old = self.root / self.random.choice(("pkg", "pkg/sub", "other", "moved"))
        new = self.root / self.random.choice(("pkg", "pkg/sub", "other", "moved"))
        if old.is_dir() and not new.exists() and old not in new.parents and list(old.rglob("*.py")):
            new.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(old, new)

    def decoy(self) -> None:
        """Make a folder with the name of a module, a package or not, or take it away."""
        folder = self.root / self.random.choice(("a", "b", "pkg/d", "pkg/e"))
        if folder.exists():
            shutil.rmtree(folder)
        else:
            folder.mkdir(parents=True)
            if self.random.random() < 0.5:
                self._write(folder / "__init__.py")

    def _any(self) -> Path:
        return self.random.choice(self.files())

    def _write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        line, spelled = self._import(path)
        own = [name for name in HELPERS if self.random.random() < (0.4 if line else 1.0)]
        pieces = [self.random.choice(HELPERS[name]) for name in own]
        pieces += self.random.sample(USERS, self.random.choice((0, 1, 2)))
        if self.random.random() < 0.03:
            pieces.append(BROKEN)
        text = "\n\n".join(("import tensorflow as tf", line, *pieces))
        path.write_text(text.replace("{a}", spelled), encoding="utf-8")

    def _import(self, importer: Path) -> tuple[str, str]:
        """Draw an import, of a module that is there or of one that may come, and how names are spelled."""
        if self.random.random() < 0.2:
            return "", ""
        there = [str(file.relative_to(self.root)) for file in self.files() if file != importer]
        target = self.random.choice([*there, *there, *MODULES])
        parts = target.removesuffix(".py").split("/")
        name = ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
        folder = importer.parent.relative_to(self.root).parts
        relative = "." * (len(folder) + 1) + name
        if folder and tuple(name.split(".")[: len(folder)]) == folder:
            relative = "." + ".".join(name.split(".")[len(folder) :])
        names = ", ".join(HELPERS)
        package, _, last = name.rpartition(".")
        forms = [
            (f"from {name} import {names}", ""),
            (f"from {name} import *", ""),
            (f"import {name}", f"{name}."),
            (f"import {name} as it", "it."),
            (f"import os; import {name} as it", "it."),
            (f"from {name} \\\n    import {names}", ""),
        ]
        if folder:
            forms += [(f"from {relative} import {names}", ""), (f"from {relative} import *", "")]
        if package:
            forms += [(f"from {package} import {last}", f"{last}.")] * 2
        return self.random.choice(forms)
