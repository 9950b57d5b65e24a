"""A canvas for the documentation's pictures: text, boxes, arrows and marks, written as SVG.

The pictures stand on the site and, as image files, where the Markdown itself is read. So each brings its
colours, for light and for dark: by what the reader's system prefers, and on the site by what its switch says.
"""

from __future__ import annotations

from html import escape

LIGHT = {
    "paper": "#fbfbfc",
    "panel": "#eef1f5",
    "line": "#b9c2ce",
    "ink": "#1f2933",
    "dim": "#566373",
    "python": "#a84a06",
    "python-soft": "#fdebd9",
    "graph": "#1857b0",
    "graph-soft": "#dfeafb",
    "bad": "#b42222",
    "bad-soft": "#fce4e4",
    "good": "#1a7334",
}
DARK = {
    "paper": "#1a1d22",
    "panel": "#262b33",
    "line": "#566070",
    "ink": "#e7eaee",
    "dim": "#a7b0bc",
    "python": "#f4a866",
    "python-soft": "#472d15",
    "graph": "#8ab8ff",
    "graph-soft": "#1d3558",
    "bad": "#ff8d8d",
    "bad-soft": "#521f22",
    "good": "#74d391",
}
CODE = 7.3  # width of a character of code at 12 px, with some room: fonts differ


def _variables(palette: dict[str, str]) -> str:
    return "{" + "".join(f"--{name}:{colour};" for name, colour in palette.items()) + "}"


_STYLE = (
    f".trace{_variables(LIGHT)}"
    f"@media(prefers-color-scheme:dark){{.trace{_variables(DARK)}}}"
    f"body[data-theme=light] .trace{_variables(LIGHT)}"
    f"body[data-theme=dark] .trace{_variables(DARK)}"
    ".trace text{font:13px system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;fill:var(--ink)}"
    ".trace text.code{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace}"
    ".trace text.head{font-weight:600}"
    + "".join(
        f".trace text.{name}{{fill:var(--{name})}}" for name in ("dim", "python", "graph", "bad", "good")
    )
)


class Canvas:
    """Collects shapes; x to the right and y down, in pixels.

    Args:
        width: of the picture.
        height: of the picture.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self._shapes: list[str] = []

    def text(self, x: float, y: float, text: str, style: str = "", *, at: str = "start") -> None:
        """Write one line.

        Args:
            x: of the point that ``at`` speaks of.
            y: of the line that the letters stand on.
            text: what it says.
            style: ``code``, ``head`` and colours, separated by spaces.
            at: ``start``, ``middle`` or ``end`` of the text.
        """
        kept = text.replace("  ", "\u00a0\u00a0")  # else several spaces would be shown as one
        self._shapes.append(
            f'<text x="{x:g}" y="{y:g}" class="{style}" text-anchor="{at}">{escape(kept, quote=False)}</text>'
        )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "panel",
        line: str = "line",
        dashed: bool = False,
    ) -> None:
        """Draw a box with round corners; colours are names of the palette, or ``none``."""
        dashes = ' stroke-dasharray="5 4"' if dashed else ""
        self._shapes.append(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="6" '
            f'fill="{_colour(fill)}" stroke="{_colour(line)}"{dashes}/>'
        )

    def node(self, x: float, y: float, text: str, *, width: float = 96, kind: str = "graph") -> None:
        """Draw a box of 30 px with code in its middle.

        Args:
            x: left.
            y: top.
            text: the code.
            width: of the box.
            kind: a colour with a soft one: ``graph``, ``python`` or ``bad``.
        """
        self.box(x, y, width, 30, fill=f"{kind}-soft", line=kind)
        self.text(x + width / 2, y + 19, text, "code", at="middle")

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str = "line") -> None:
        """Draw a straight line."""
        self._shapes.append(
            f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{_colour(colour)}"/>'
        )

    def arrow(
        self, x1: float, y1: float, x2: float, y2: float, colour: str = "dim", *, dashed: bool = False
    ) -> None:
        """Draw a straight arrow to the second point."""
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        along, across = ((x2 - x1) / length, (y2 - y1) / length), ((y1 - y2) / length, (x2 - x1) / length)
        back = (x2 - 9 * along[0], y2 - 9 * along[1])
        wings = [(back[0] + side * 4 * across[0], back[1] + side * 4 * across[1]) for side in (1, -1)]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in ((x2, y2), *wings))
        dashes = ' stroke-dasharray="5 4"' if dashed else ""
        self._shapes.append(
            f'<line x1="{x1:g}" y1="{y1:g}" x2="{back[0]:.1f}" y2="{back[1]:.1f}" '
            f'stroke="{_colour(colour)}" stroke-width="1.5"{dashes}/>'
            f'<polygon points="{points}" fill="{_colour(colour)}"/>'
        )

    def mark(self, x: float, y: float, kind: str) -> None:
        """Draw what happens to a line of code in a call, around a point.

        Args:
            x: of the middle.
            y: of the middle.
            kind: ``p`` Python runs, ``r`` an operation is recorded, ``g`` an operation computes, ``x`` an
                exception is raised, anything else nothing.
        """
        shape = {
            "p": f'<circle cx="{x:g}" cy="{y:g}" r="7" fill="{_colour("python")}"/>',
            "r": f'<rect x="{x - 6.5:g}" y="{y - 6.5:g}" width="13" height="13" fill="none" '
            f'stroke="{_colour("graph")}" stroke-width="2" stroke-dasharray="3 2"/>',
            "g": f'<rect x="{x - 7:g}" y="{y - 7:g}" width="14" height="14" fill="{_colour("graph")}"/>',
            "x": f'<path d="M{x - 6:g} {y - 6:g}l12 12m0 -12l-12 12" stroke="{_colour("bad")}" '
            'stroke-width="3" stroke-linecap="round"/>',
        }.get(kind)
        if shape is not None:
            self._shapes.append(shape)

    def svg(self, title: str, description: str) -> str:
        """Give the picture's text.

        Args:
            title: its name, for those who do not see it.
            description: what it shows, for the same.
        """
        paper = (
            f'<rect x="0.5" y="0.5" width="{self.width - 1:g}" height="{self.height - 1:g}" rx="8" '
            f'fill="{_colour("paper")}" stroke="{_colour("panel")}"/>'
        )
        size = f"{self.width:g} {self.height:g}"
        sizes = f'viewBox="0 0 {size}" width="{self.width:g}" height="{self.height:g}"'
        return "\n".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" class="trace" role="img" {sizes}>',
                f"<title>{escape(title, quote=False)}</title>",
                f"<desc>{escape(description, quote=False)}</desc>",
                f"<style>{_STYLE}</style>",
                paper,
                *self._shapes,
                "</svg>\n",
            )
        )


def _colour(name: str) -> str:
    return name if name == "none" else f"var(--{name})"
