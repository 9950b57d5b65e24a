"""All pictures by name; ``python -m sitepages.pictures.draw`` writes them to ``docs/pictures``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sitepages.pictures.canvas import Canvas
from sitepages.pictures.score import Column, Part, score

_WIDTH = 736


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture.

    Attributes:
        title: its name.
        description: what it shows, for those who do not see it.
        draw: makes it.
    """

    title: str
    description: str
    draw: Callable[[], Canvas]

    def svg(self) -> str:
        """Give the picture's text."""
        return self.draw().svg(self.title, self.description)


def _eagerly(marks: str, *below: tuple[str, ...]) -> Part:
    """Three calls without a trace: the same happens in each."""
    columns = tuple(Column(f"call {number}", marks, seen) for number, seen in enumerate(below, 1))
    return Part("eagerly", columns)


def _as_a_graph(
    trace: tuple[str, tuple[str, ...]], run: str, first: tuple[str, ...], *later: tuple[str, ...]
) -> Part:
    """A first call, which traces and then runs the graph, and later ones, which run it."""
    columns = [Column("1: trace", *trace), Column("1: run", run, first)]
    columns += [Column(f"call {number}", run, seen) for number, seen in enumerate(later, 2)]
    return Part("as a graph", tuple(columns))


def _moments() -> Canvas:
    code = ('print("  the body runs")', "return x * 2")
    return score(
        code,
        (
            _eagerly("pg", ("2",), ("4",), ("6",)),
            _as_a_graph(("pr", ()), ".g", ("2",), ("4",), ("6",)),
        ),
        ("result",),
    )


def _print_once() -> Canvas:
    return score(
        ("result = tf.reduce_mean(batch)", 'print("mean", result)'),
        (
            _eagerly("gp", ("0.0",), ("1.0",), ("2.0",)),
            _as_a_graph(("rp", ("a name",)), "g.", ("",), ("",), ("",)),
        ),
        ("printed",),
    )


def _list_append() -> Canvas:
    return score(
        ('seen.append("step")', "return x * 0.5"),
        (
            _eagerly("pg", ("1",), ("2",), ("3",)),
            _as_a_graph(("pr", ("1",)), ".g", ("1",), ("1",), ("1",)),
        ),
        ("len(seen)",),
    )


def _frozen_random() -> Canvas:
    canvas = Canvas(_WIDTH, 202)
    canvas.text(20, 28, "while tracing, once", "head python")
    canvas.text(376, 28, "the graph, at each call", "head graph")
    canvas.box(16, 42, 220, 142, fill="none", dashed=True)
    canvas.box(372, 42, 348, 142, fill="none", dashed=True)
    canvas.node(37, 102, "random.randint(1, 99)", width=178, kind="python")
    canvas.text(126, 154, "Python draws 80", "dim", at="middle")
    canvas.text(304, 92, "what is recorded", "dim", at="middle")
    canvas.text(304, 108, "is the number", "dim", at="middle")
    canvas.arrow(215, 117, 386, 117, "python")
    canvas.node(388, 102, "80", width=50)
    canvas.text(413, 154, "a constant", "dim", at="middle")
    canvas.node(470, 56, "x", width=50)
    canvas.node(526, 102, "x + 80", width=80)
    canvas.arrow(438, 117, 524, 117)
    canvas.arrow(514, 86, 534, 101)
    canvas.arrow(606, 117, 650, 117)
    for row, text in enumerate(("180", "180", "180")):
        canvas.text(660, 98 + row * 24, text, "code")
    return canvas


def _leaked_tensor() -> Canvas:
    canvas = Canvas(_WIDTH, 226)
    canvas.text(20, 28, "Python, after the call", "head python")
    canvas.text(330, 28, "the graph of loss", "head graph")
    canvas.box(16, 42, 236, 164, fill="none", dashed=True)
    canvas.box(326, 42, 394, 164, fill="none", dashed=True)
    canvas.node(36, 66, 'last["loss"]', width=130, kind="python")
    canvas.node(36, 152, "tf.sqrt(...)", width=130, kind="bad")
    canvas.arrow(101, 98, 101, 150, "bad")
    canvas.mark(101, 122, "x")
    canvas.text(180, 172, "no value", "bad")
    canvas.node(346, 66, "x", width=50)
    canvas.node(434, 66, "x * x", width=70)
    canvas.node(542, 66, "Sum:0", width=80)
    canvas.arrow(396, 81, 432, 81)
    canvas.arrow(504, 81, 540, 81)
    canvas.arrow(622, 81, 664, 81)
    canvas.text(670, 85, "25.0", "code")
    canvas.line(166, 74, 286, 74, "python")
    canvas.line(286, 74, 286, 124, "python")
    canvas.line(286, 124, 582, 124, "python")
    canvas.arrow(582, 124, 582, 98, "python")
    canvas.text(346, 146, "the dict holds a place in the graph:", "dim")
    canvas.text(346, 166, "numbers pass there during a call,", "dim")
    canvas.text(346, 186, "and none is left behind", "dim")
    return canvas


def _stale_value() -> Canvas:
    canvas = Canvas(_WIDTH, 238)
    for x, head, style in ((16, "a Python number", "head bad"), (380, "a tf.Variable", "head good")):
        canvas.text(x + 4, 28, head, style)
        canvas.box(x, 42, 340, 176, fill="none", dashed=True)
    canvas.node(36, 62, "rate = 0.5", width=110, kind="python")
    canvas.arrow(91, 92, 91, 136, "python")
    canvas.text(100, 118, "read while tracing", "dim")
    canvas.node(36, 138, "0.5", width=110)
    canvas.node(226, 62, "rate = 0.25", width=114, kind="python")
    canvas.arrow(283, 92, 283, 136, "bad", dashed=True)
    canvas.mark(283, 113, "x")
    canvas.arrow(146, 153, 224, 153)
    canvas.node(226, 138, "weight - 0.5", width=114)
    canvas.text(36, 200, "the graph holds the number of its trace", "dim")
    canvas.node(400, 62, "rate.assign(0.25)", width=146, kind="python")
    canvas.arrow(473, 92, 473, 136, "good")
    canvas.node(400, 138, "rate", width=146)
    canvas.arrow(546, 153, 586, 153)
    canvas.node(588, 138, "weight - rate", width=118)
    canvas.text(400, 200, "the graph reads the variable at each call", "dim")
    return canvas


def _new_variable() -> Canvas:
    canvas = Canvas(_WIDTH, 252)
    rows = (
        (48, "factor = tf.Variable(3.0) in the body", "makes one", "makes another", True),
        (150, "a variable that is made once and kept", "makes it", "makes none", False),
    )
    canvas.text(20, 28, "the first call, as a graph", "head")
    for y, head, first, second, fails in rows:
        canvas.box(16, y, 704, 86, fill="none", dashed=True)
        canvas.text(32, y + 24, head, "bad" if fails else "good")
        canvas.node(32, y + 40, f"trace 1: {first}", width=160, kind="python")
        canvas.arrow(192, y + 55, 252, y + 55)
        canvas.node(254, y + 40, f"trace 2: {second}", width=190, kind="bad" if fails else "python")
        canvas.arrow(444, y + 55, 504, y + 55, "bad" if fails else "dim")
        if fails:
            canvas.node(506, y + 40, "ValueError", width=120, kind="bad")
        else:
            canvas.node(506, y + 40, "run the graph", width=120)
            canvas.arrow(626, y + 55, 662, y + 55)
            canvas.text(668, y + 59, "6.0", "code")
    return canvas


def _python_number() -> Canvas:
    canvas = Canvas(_WIDTH, 246)
    for x, head, style in (
        (16, "exponent is a Python int", "head bad"),
        (380, "exponent is a tensor", "head good"),
    ):
        canvas.text(x + 4, 28, head, style)
        canvas.box(x, 42, 340, 186, fill="none", dashed=True)
    for row, (call, graph) in enumerate((("1", 0), ("2", 1), ("3", 2), ("3", 2))):
        y = 56 + row * 42
        canvas.node(32, y, f"power(2, {call})", width=112, kind="python")
        canvas.arrow(144, y + 15, 224, 70 + graph * 54 + 4)
    for row in range(3):
        canvas.node(226, 58 + row * 54, f"graph: x ** {row + 1}", width=114)
    for row, call in enumerate("1233"):
        y = 56 + row * 42
        canvas.node(396, y, f"power(2, {call})", width=112, kind="python")
        canvas.arrow(508, y + 15, 550, 126 + row * 5)
    canvas.node(552, 118, "graph: x ** exponent", width=160)
    return canvas


def _made_again() -> Canvas:
    canvas = Canvas(_WIDTH, 228)
    parts = ((16, "made in the loop", "head bad", 3), (380, "made before it", "head good", 1))
    for x, head, style, count in parts:
        canvas.text(x + 4, 28, head, style)
        canvas.box(x, 42, 340, 168, fill="none", dashed=True)
        for row in range(3):
            y = 58 + row * 50
            made = y if count == 3 else 108
            canvas.text(x + 18, y + 20, f"round {row + 1}", "dim")
            canvas.arrow(x + 74, y + 15, x + 104, made + 15)
        for row in range(count):
            y = 58 + row * 50 if count == 3 else 108
            canvas.node(x + 106, y, "step", width=72, kind="python")
            canvas.arrow(x + 178, y + 15, x + 208, y + 15)
            canvas.node(x + 210, y, "graph: x * 2", width=110)
    return canvas


def _both_branches() -> Canvas:
    canvas = Canvas(_WIDTH, 264)
    heads = (
        (16, "if on a Python value: one branch is traced", "head"),
        (380, "if on a tensor: both are traced", "head"),
    )
    for x, head, style in heads:
        canvas.text(x + 4, 28, head, style)
        canvas.box(x, 42, 340, 204, fill="none", dashed=True)
    canvas.node(116, 58, "if training:", width=140, kind="python")
    canvas.text(186, 108, "True while tracing", "dim", at="middle")
    canvas.arrow(186, 116, 100, 146, "python")
    canvas.node(36, 150, "x = dropout(x)", width=132)
    canvas.box(204, 150, 132, 30, fill="none", dashed=True)
    canvas.text(270, 169, "else: never seen", "dim", at="middle")
    canvas.text(36, 222, "the graph has no condition at all", "dim")
    canvas.node(480, 58, "if x < 0.0:", width=140)
    canvas.arrow(530, 88, 474, 122)
    canvas.arrow(570, 88, 626, 122)
    canvas.text(440, 112, "then", "dim")
    canvas.text(634, 112, "else", "dim")
    canvas.node(396, 126, "raise ValueError", width=140, kind="bad")
    canvas.node(566, 126, "return tf.sqrt(x)", width=140)
    canvas.text(636, 176, "is recorded", "dim", at="middle")
    canvas.text(396, 176, "runs while tracing:", "bad")
    canvas.text(396, 196, "the call fails,", "bad")
    canvas.text(396, 216, "whatever x is", "bad")
    return canvas


def _two_loops() -> Canvas:
    canvas = Canvas(_WIDTH, 248)
    canvas.text(20, 28, "for i in range(3): unrolled", "head")
    canvas.box(16, 42, 340, 188, fill="none", dashed=True)
    for row in range(3):
        y = 56 + row * 50
        canvas.text(34, y + 20, f"i is {row}", "dim")
        canvas.node(110, y, "x = x * 2", width=110)
        if row < 2:
            canvas.arrow(165, y + 30, 165, y + 49)
    canvas.text(236, 122, "three times", "dim")
    canvas.text(236, 142, "the body", "dim")
    canvas.text(34, 220, "Python counts, while tracing", "dim")
    canvas.text(384, 28, "for i in tf.range(3): staged", "head")
    canvas.box(380, 42, 340, 188, fill="none", dashed=True)
    canvas.box(404, 60, 232, 128, fill="none", line="graph")
    canvas.text(418, 82, "while i < 3", "graph")
    canvas.node(450, 98, "x = x * 2", width=130)
    canvas.node(450, 142, "i = i + 1", width=130)
    canvas.arrow(515, 128, 515, 141)
    canvas.line(580, 157, 612, 157, "dim")
    canvas.line(612, 157, 612, 113, "dim")
    canvas.arrow(612, 113, 582, 113)
    canvas.text(648, 118, "once", "dim")
    canvas.text(648, 138, "the body", "dim")
    canvas.text(398, 220, "the graph counts, at each call", "dim")
    return canvas


def _value_needed() -> Canvas:
    return score(
        ("largest = tf.reduce_max(x)", "    .numpy()", "return x / largest"),
        (
            _eagerly("gpg", ("4.0",), ("4.0",), ("4.0",)),
            Part("as a graph", (Column("1: trace", "rx.", ("none yet",)),)),
        ),
        ("value of the tensor",),
    )


def _how_it_sees() -> Canvas:
    canvas = Canvas(_WIDTH, 354)
    code = (  # of docs/how-it-sees.md, without its imports
        ("class Model:", ""),
        ("    def __init__(self):", ""),
        ("        self.scale = None", ""),
        ("", ""),
        ("    @tf.function", "root"),
        ("    def step(self, x):", "root"),
        ("        if self.scale is None:", "guard"),
        ("            self.scale = tf.Variable(2.0)", "guard"),
        ("        report(x)", "call"),
        ("        telemetry.log(x)", "silent"),
        ("        return self.scale * x", ""),
        ("", ""),
        ("def report(x):", "reach"),
        ("    print(x)", "event"),
    )
    colours = {
        "root": "graph",
        "guard": "good",
        "call": "graph",
        "reach": "graph",
        "event": "bad",
        "silent": "dim",
    }
    for row, (line, kind) in enumerate(code):
        y = 34 + row * 22
        if kind:
            canvas.box(14, y - 15, 332, 21, fill="panel", line="none")
            canvas.box(14, y - 15, 3, 21, fill=colours[kind], line="none")
        canvas.text(24, y, line, "code")
    notes = (
        (133, "graph", "root", "TensorFlow calls it: the walk begins here"),
        (177, "good", "guard", "asks if it is there, and keeps it: silent"),
        (210, "graph", "call", "the walk goes on in report"),
        (232, "dim", "unseen", "nobody can say what this does: silent"),
        (298, "graph", "reach", "traced, because step calls it"),
        (320, "bad", "event", "Python prints while tracing: a finding"),
    )
    for y, colour, word, text in notes:
        canvas.line(350, y - 4, 372, y - 4, colour)
        canvas.text(380, y, word, f"head {colour}")
        canvas.text(446, y, text)
    canvas.arrow(361, 206, 361, 293, "graph")
    return canvas


PICTURES = {
    "moments": Picture(
        "What runs when",
        "Eagerly, each of three calls runs print and computes x * 2. As a graph, the first call traces: "
        "print runs and x * 2 is recorded; then the graph computes x * 2, and the two later calls compute"
        " x * 2 only.",
        _moments,
    ),
    "print_once": Picture(
        "A print in a trace",
        "Eagerly, each of three calls prints a number. As a graph, print runs once, while the first call "
        "is traced, and prints a tensor's name; no later call prints.",
        _print_once,
    ),
    "frozen_random": Picture(
        "A number drawn while tracing",
        "While tracing, Python draws 80. The graph holds the constant 80 and adds it to x, so three calls"
        " give 180.",
        _frozen_random,
    ),
    "list_append": Picture(
        "A list in a trace",
        "Eagerly, each of three calls appends, and the list has 1, 2, 3 elements. As a graph, append runs"
        " once, while the first call is traced, and the list keeps one element.",
        _list_append,
    ),
    "leaked_tensor": Picture(
        "A leaked tensor",
        "After the call, the Python dict refers to Sum:0, a place in the graph of loss. Numbers pass "
        "there during a call; the dict has none, so tf.sqrt of it fails.",
        _leaked_tensor,
    ),
    "stale_value": Picture(
        "A captured number, and a variable",
        "On the left, the graph holds the constant 0.5 that rate was while tracing, and setting rate to "
        "0.25 does not reach it. On the right, the graph reads the variable at each call.",
        _stale_value,
    ),
    "new_variable": Picture(
        "The first call is traced twice",
        "A body that makes a variable is traced twice in the first call. If the second trace makes "
        "another variable, TensorFlow raises ValueError. If the variable is kept, the second trace makes "
        "none, and the graph runs.",
        _new_variable,
    ),
    "python_number": Picture(
        "Traces by argument",
        "With Python ints, the exponents 1, 2 and 3 lead to three graphs, and the second 3 to the third "
        "graph again. With tensors, all four calls lead to one graph.",
        _python_number,
    ),
    "made_again": Picture(
        "Each traced function has its own graphs",
        "Made in the loop, three rounds have three functions with a graph each. Made before the loop, "
        "three rounds share one function and its graph.",
        _made_again,
    ),
    "both_branches": Picture(
        "A Python branch and a staged branch",
        "An if on a Python value is decided while tracing: the graph has one branch and no condition. Of "
        "an if on a tensor both branches are traced, so a raise in one of them is executed while tracing.",
        _both_branches,
    ),
    "two_loops": Picture(
        "An unrolled loop and a staged loop",
        "A loop over range(3) puts its body into the graph three times. A loop over tf.range(3) puts a "
        "while loop with one body into the graph.",
        _two_loops,
    ),
    "value_needed": Picture(
        "A value that is not there yet",
        "Eagerly, each call computes the maximum, takes its value and divides. As a graph, the first call"
        " records the maximum, and asking for its value raises an exception.",
        _value_needed,
    ),
    "how_it_sees": Picture(
        "How tfguard reads a program",
        "A class whose method step is decorated with tf.function. step is the root; the None test around "
        "the variable is a guard that keeps it; the call of report is followed, and print in report is an"
        " event; the call of an unknown object is left alone.",
        _how_it_sees,
    ),
}
