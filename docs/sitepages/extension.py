"""What Sphinx is told: make pages before it reads any, rewrite links, and put pictures into the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

from sitepages.links import on_the_site
from sitepages.navigation import with_navigation
from sitepages.writing import PROJECT, RULES, pages_of_files, write_pages


class PicturesInTheText(SphinxPostTransform):
    """Replace an image of ``pictures/`` by its SVG, which then follows the site's switch of colours."""

    default_priority = 1  # before images are collected: there is nothing to copy
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Replace them."""
        for image in list(self.document.findall(nodes.image)):
            path = Path(self.env.srcdir, image["uri"])
            if path.suffix == ".svg" and path.parent.name == "pictures" and path.is_file():
                svg = path.read_text(encoding="utf-8")
                image.parent.replace(image, nodes.raw("", f'<div class="picture">{svg}</div>', format="html"))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Tell Sphinx.

    Args:
        app: this build.
    """
    app.connect("builder-inited", _make_pages)
    app.connect("source-read", _rewrite)
    app.add_post_transform(PicturesInTheText)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _make_pages(app: Sphinx) -> None:
    write_pages(Path(app.srcdir))


@lru_cache(maxsize=1)
def _pages(docs: Path) -> Mapping[Path, Path]:
    return pages_of_files(docs)


def _rewrite(app: Sphinx, name: str, source: list[str]) -> None:
    """Change a page's text after it is read."""
    docs = Path(app.srcdir)
    if re.match(rf"(?:{RULES}|{PROJECT})/", name):
        return  # made for the site
    folder = (docs / name).parent
    source[0] = on_the_site(source[0], folder, folder, _pages(docs))
    if name == app.config.root_doc:
        source[0] = with_navigation(source[0])
