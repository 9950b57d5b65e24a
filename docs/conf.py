"""How Sphinx builds this folder: ``python -m sphinx -W --keep-going -b html docs build/site``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

import tfguard

project = "tfguard"
author = "The tfguard authors"
project_copyright = author
version = release = tfguard.__version__

extensions = ["myst_parser", "sitepages.extension"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["sitepages", "pitfalls"]
nitpicky = True  # a reference that leads nowhere is a warning, and a warning ends the build

myst_enable_extensions = ["colon_fence", "fieldlist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"tfguard {version}"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_copy_source = False
html_show_copyright = False
pygments_style = "default"
pygments_dark_style = "github-dark"
