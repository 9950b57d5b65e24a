"""Write all pictures: ``PYTHONPATH=docs python -m sitepages.pictures.draw``."""

from __future__ import annotations

from pathlib import Path

from sitepages.pictures.gallery import PICTURES

FOLDER = Path(__file__).resolve().parents[2] / "pictures"


def main() -> None:
    """Write each picture to its file."""
    FOLDER.mkdir(exist_ok=True)
    for name, picture in PICTURES.items():
        (FOLDER / f"{name}.svg").write_text(picture.svg(), encoding="utf-8")


if __name__ == "__main__":
    main()
