"""Paths as the services name them that show reports beside the code: relative to the repository."""

from __future__ import annotations

import os

from tfguard.reporting.paths import shown_path


def repository_path(path: str, variable: str) -> str:
    """Give a path relative to the folder that a service checked the repository out to.

    Args:
        path: a path in the platform's form.
        variable: the environment variable that names that folder; where it is not set, or the file lies
            elsewhere, the path is that of other reports.
    """
    folder = os.environ.get(variable)
    if folder:
        shown = shown_path(os.path.abspath(path), os.path.abspath(folder))
        if not os.path.isabs(shown):
            return shown
    return shown_path(path)
