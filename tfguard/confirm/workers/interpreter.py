"""What is known of the interpreter that runs the experiments, asked without importing TensorFlow."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tfguard.confirm.errors import ConfirmError

_QUESTION = """
import hashlib, json, os, platform, sys
from importlib import util, metadata
found = util.find_spec("tensorflow")
version = ""
for name in ("tensorflow", "tensorflow-cpu", "tensorflow-intel", "tensorflow-macos", "tf-nightly"):
    try:
        version = version or metadata.version(name)
    except metadata.PackageNotFoundError:
        pass
def installed(name):
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
packages = [
    # Not the folders of projects installed in editable mode: .git and .env lie beside their code.
    p for p in sys.path
    if os.path.basename(p) in ("site-packages", "dist-packages") and os.path.exists(p)
]
names = [[p, sorted(os.listdir(p))] for p in packages]
print(json.dumps({
    "version": list(sys.version_info[:3]), "executable": sys.executable, "tensorflow": version,
    "found": found is not None,
    "folders": [sys.prefix, sys.base_prefix, sys.exec_prefix,
                os.path.dirname(os.path.realpath(sys.executable))],
    "path": packages,
    # What the outcome of a run may depend on; names of packages' folders have their versions.
    "identity": {
        "python": sys.version, "machine": platform.machine(), "tensorflow": version,
        "keras": installed("keras") + " " + installed("tf_keras"), "numpy": installed("numpy"),
        "installed": hashlib.sha256(json.dumps(names).encode("ascii")).hexdigest(),
    },
}))
"""
_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python that has TensorFlow.

    Attributes:
        executable: its file.
        tensorflow: version of the installed TensorFlow; empty when it does not say.
        folders: what must be readable to run it.
        identity: versions of it and of what is installed in it; two with equal ones run code alike.
    """

    executable: str
    tensorflow: str
    folders: tuple[str, ...]
    identity: tuple[tuple[str, str], ...] = ()


def examine(python: str) -> Interpreter:
    """Ask an interpreter what it is.

    Args:
        python: its path or name.

    Raises:
        ConfirmError: it is not there, does not run, is older than 3.8, or has no TensorFlow.
    """
    found = shutil.which(python)
    if found is None:
        raise ConfirmError(f"cannot confirm: no Python interpreter at {python}")
    try:
        done = subprocess.run(
            [found, "-I", "-c", _QUESTION],
            capture_output=True,
            timeout=_SECONDS,
            env=environment(),
            stdin=subprocess.DEVNULL,
            check=False,
        )
        answer = json.loads(done.stdout)
        version, folders = tuple(answer["version"]), [*answer["folders"], *answer["path"]]
        identity = tuple((str(name), str(text)) for name, text in answer["identity"].items())
        # A script may stand before the interpreter (of pyenv, of conda), and needs what a worker has not got.
        executable = str(answer["executable"] or found)
        programs = [found, executable, str(Path(executable).resolve())]
        tensorflow, present = str(answer["tensorflow"]), bool(answer["found"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, subprocess.TimeoutExpired):
        raise ConfirmError(f"cannot confirm: {python} does not run as a Python interpreter") from None
    if version < (3, 8):
        raise ConfirmError(
            f"cannot confirm: {python} is Python {version[0]}.{version[1]}, 3.8 or newer is needed"
        )
    if not present:
        raise ConfirmError(
            f"cannot confirm: TensorFlow is not installed in {found}; install it there or name another "
            "interpreter with --python"
        )
    return Interpreter(executable, tensorflow, _outermost([*_narrowed(folders), *programs]), identity)


def environment() -> dict[str, str]:
    """The variables a worker sees, and no others: no tokens, no proxies, no paths into a home."""
    import os  # noqa: PLC0415 - only the two names below are read

    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "SYSTEMROOT") if name in os.environ}
    return {
        **kept,
        "PATH": "/usr/bin:/bin",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
        "CUDA_VISIBLE_DEVICES": "-1",
        # One thread a pool: workers are as many as the cores.
        "OMP_NUM_THREADS": "1",
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
    }


# What an environment consists of. More may lie beside it: it can be a project's own folder, or a home.
_PARTS = ("bin", "lib", "lib32", "lib64", "libexec", "include", "share", "ssl", "conda-meta", "pyvenv.cfg")


def _narrowed(folders: list[str]) -> list[str]:
    """Give the parts of environments in place of their folders; package folders as they are."""
    narrow: list[str] = []
    for name in folders:
        parts = [str(Path(name, part)) for part in _PARTS if Path(name, part).exists()]
        packages = Path(name).name in ("site-packages", "dist-packages", "bin")
        narrow += [name] if packages else parts
    return narrow


def _outermost(folders: list[str]) -> tuple[str, ...]:
    """Give folders and what they really are, without those inside another, and never a home or the root."""
    forbidden = {Path("/"), Path.home(), Path.home().parent}
    paths = {Path(name) for name in folders} | {Path(name).resolve() for name in folders}
    usable = sorted(path for path in paths if path.is_absolute() and path not in forbidden and path.exists())
    return tuple(str(path) for path in usable if not any(other in path.parents for other in usable))
