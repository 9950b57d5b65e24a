"""Which versions of its libraries the checked code is for, as far as users say."""

from __future__ import annotations

import re

from tfguard.syntax.records import dataclass

# (major, minor), oldest first; what tfguard knows of them is in tfguard.tracing.target.
TENSORFLOW_VERSIONS = tuple((2, minor) for minor in range(12, 22))
KERAS_VERSIONS = (2, 3)


def _text(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"


OLDEST, NEWEST = _text(TENSORFLOW_VERSIONS[0]), _text(TENSORFLOW_VERSIONS[-1])
TENSORFLOW_EXPECTED = f'a version from "{OLDEST}" to "{NEWEST}"'
KERAS_EXPECTED = " or ".join(map(str, KERAS_VERSIONS))


@dataclass(frozen=True, slots=True)
class Versions:
    """What users say; None where they say nothing.

    Attributes:
        tensorflow: major and minor version.
        keras: major version.
    """

    tensorflow: tuple[int, int] | None = None
    keras: int | None = None


NOT_SAID = Versions()


def tensorflow_version(text: str) -> tuple[int, int] | None:
    """Read ``2.15`` or ``2.15.1``; None for a text that is no version that tfguard knows."""
    found = re.fullmatch(r"(\d+)\.(\d+)(?:\.\d+)?", text.strip(), re.ASCII)
    version = (int(found[1]), int(found[2])) if found is not None else None
    return version if version in TENSORFLOW_VERSIONS else None


def keras_version(text: str) -> int | None:
    """Read ``2`` or ``3``; None for anything else."""
    return next((version for version in KERAS_VERSIONS if text.strip() == str(version)), None)
