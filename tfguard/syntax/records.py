"""Data classes of which millions are made: frozen for the type checker, and quick to make at run time.

``frozen=True`` sets each field through ``object.__setattr__``, which takes two and a half times as long.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool = False, eq: bool = True, **options: Any) -> Any:
        """Do what :func:`dataclasses.dataclass` does, but for the guard against writing."""

        def made(cls: type) -> type:
            hashed = frozen and eq and cls.__dict__.get("__hash__") is None
            return dataclasses.dataclass(eq=eq, unsafe_hash=hashed, **options)(cls)

        return made


__all__ = ["dataclass"]
