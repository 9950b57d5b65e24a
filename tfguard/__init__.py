"""Finds code that goes wrong because ``tf.function`` traces Python, and proves it with TensorFlow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pylint.lint import PyLinter

__version__ = "0.1.0"


def register(linter: PyLinter) -> None:
    """Register tfguard's checkers; Pylint calls this for ``--load-plugins=tfguard``.

    The plugin is imported here and not above, so that ``import tfguard`` (the command line) loads
    neither Pylint nor astroid.

    Args:
        linter: the linter of this process; with ``--jobs`` each worker process registers again.
    """
    from tfguard.plugin.register import register_checkers  # noqa: PLC0415

    register_checkers(linter)


def load_configuration(linter: PyLinter) -> None:
    """Do what tfguard's options say; Pylint calls this when it has read them.

    Args:
        linter: the linter of this process.
    """
    from tfguard.plugin.register import configure  # noqa: PLC0415

    configure(linter)
