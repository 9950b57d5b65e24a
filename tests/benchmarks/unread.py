"""What tfguard's plugin does for Pylint, without its analysis: ``pylint --load-plugins=unread``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfguard.plugin.collector import collect_less_often
from tfguard.plugin.not_inferred import leave_out

if TYPE_CHECKING:
    from pylint.lint import PyLinter


def register(_: PyLinter) -> None:
    """Let Python look for garbage as often as with the plugin."""
    collect_less_often()


def load_configuration(linter: PyLinter) -> None:
    """Leave TensorFlow unread, as the plugin does."""
    leave_out(linter)
