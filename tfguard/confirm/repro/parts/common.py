"""What the scripts share: a script takes from here what it needs."""

from __future__ import annotations

import os
import random
import re
import traceback

import numpy as np
import tensorflow as tf

from tfguard.confirm.repro.parts.one_file import MARK, load, new_folder, ours

CALLS = 6  # the first two are a warm-up: TensorFlow traces twice when variables are made
VARIATION = 0
ENVIRONMENT = ()
FILES = {}
WARM_UP = 2
NOTES = [[]]  # what the marks in the code have seen: before the first call, and in each call
KEPT = []
ONCE = {}


class Outcome:
    """What the calls of one run did: their results, what was seen in each, and the error that ended them."""

    def __init__(self):
        self.results = []
        self.states = []
        self.notes = []
        self.error = None
        self.step = 0  # 0 loading the code, 1 getting hold of the function, from 2 on calls
        self.function = None
        self.given, self.named = [], {}  # the arguments of the last call


def run(mode, changed=None, each=None):
    """Load the code afresh and call the function a few times, eagerly or as a graph."""
    tf.config.run_functions_eagerly(mode == "eager")
    reset()
    outcome = Outcome()
    try:
        code = load(changed)
        outcome.step = 1
        outcome.function = repro_keep(code.repro_function())
        arguments, options = code.repro_arguments()
        for number in range(CALLS):
            outcome.step = 2 + number
            for name in ENVIRONMENT:
                os.environ[name] = str(number + 1)
            NOTES.append([])
            outcome.given = varied(arguments, number)
            outcome.named = varied(options, number, len(arguments))
            outcome.results.append(plain(outcome.function(*outcome.given, **outcome.named)))
            if each is not None:
                each(outcome)
    except (Exception, SystemExit) as error:
        outcome.error = error
    outcome.notes = NOTES[1:]
    return outcome


def reset():
    """Start as a new process would: the same random numbers, nothing noted, the files in place."""
    NOTES[:] = [[]]
    KEPT.clear()
    ONCE.clear()
    random.seed(0)
    np.random.seed(0)
    tf.random.set_seed(0)
    tf.debugging.disable_traceback_filtering()
    os.chdir(new_folder())
    for name, data in FILES.items():
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        with open(name, "wb") as file:
            file.write(data)


def varied(values, number, first=0):
    """Give each call other values of the same shapes and types: equal ones would hide what stands still."""
    if isinstance(values, dict):
        return {name: vary(value, number, first + at) for at, (name, value) in enumerate(values.items(), 1)}
    return [vary(value, number, first + at) for at, value in enumerate(values, 1)]


def vary(value, number, place):
    """Give another value like this one; the third call and later ones are on both sides of zero."""
    if isinstance(value, (list, dict)):
        return varied(value, number, place - 1)
    if type(value) is tuple:
        return tuple(varied(value, number, place - 1))
    factor = (1.0, 1.0, -1.0, 10.0, -0.5, 100.0)[number % 6] if VARIATION >= 3 else 1.0
    offset = 0.25 * (number % 6) * place
    if isinstance(value, np.ndarray) and VARIATION and value.dtype.kind == "f":
        return (value * factor + offset).astype(value.dtype)
    if not tf.is_tensor(value) or isinstance(value, tf.Variable):
        return value
    if VARIATION and value.dtype.is_floating:
        return value * factor + offset
    if VARIATION >= 2 and value.dtype.is_integer:
        return value + (number if factor == 1.0 else int(factor * 4))
    if VARIATION >= 3 and value.dtype.is_bool and number % 2:
        return tf.logical_not(value)
    return value


def plain(value):
    """Give the numbers and texts of a result."""
    return [content(part) for part in tf.nest.flatten(value, expand_composites=True)]


def content(value):
    """Give what a tensor, a variable or an array holds; other things as they are."""
    if hasattr(value, "numpy"):
        try:
            value = value.numpy()
        except Exception:  # a dataset, or another thing without numbers
            return type(value).__name__
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value


def same(one, other):
    """Compare results; the last digits of floating point may differ."""
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return one == other or abs(one - other) <= 1e-4 * max(1.0, abs(one), abs(other))
    return one == other or str(one) == str(other)


def is_symbolic(value):
    """Tell a tensor of a graph, which has no value."""
    return tf.is_tensor(value) and not hasattr(value, "numpy")


def brief(value):
    """Give a text of one line for whatever there is."""
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:57] + "..."


def said(error):
    """Give an error's class and the line of its text that says most."""
    if error is None:
        return "no error"
    lines = [line.strip() for line in str(error).split("\n") if line.strip()]
    named = [line for line in lines if re.match(r"[\w.]*Error\w*:", line)]
    line = named[-1] if named and lines[0] == "in user code:" else (lines or [""])[0]
    return (line if line.startswith(type(error).__name__) else type(error).__name__ + ": " + line)[:300]


def places(error):
    """List the lines of the code that an error speaks of, outermost first.

    AutoGraph, and XLA, name them in the text; other errors have them in the traceback.
    """
    named = re.findall(r'File "([^"\n]+)", line (\d+)', str(error))
    frames = [(one.filename, one.lineno) for one in traceback.extract_tb(error.__traceback__)]
    found = [(ours(path, int(line)), int(line)) for path, line in named]
    found = [one for one in found if one[0]] or [(ours(*one), one[1]) for one in frames]
    return [one for one in found if one[0]]


def is_flagged(error, lines):
    """Tell whether an error comes from one of some lines below a mark."""
    for path, line in places(error)[-1:]:
        with open(path, encoding="utf-8") as file:
            above = file.read().split("\n")[max(0, line - 1 - lines) : line - 1]
        return any(text.strip().startswith(MARK) for text in above)
    return False


def show(title, *columns):
    """Print a table: a line for each call, a column for each run."""
    print(title)
    for number, row in enumerate(zip(*columns), 1):
        print("  call {}: {}".format(number, " | ".join(brief(cell).ljust(32) for cell in row).rstrip()))


def conclude(shows):
    """Say how it ended, and give the exit code."""
    print("The pitfall shows." if shows else "The pitfall does not show.")
    return 1 if shows else 0


def cannot_tell(error):
    """Say that it cannot be told here, and give that exit code."""
    print("Cannot be told here:", said(error) if isinstance(error, BaseException) else error)
    return 2


def repro_keep(value):
    """Keep an object: a traced method holds its object weakly."""
    KEPT.append(value)
    return value


@tf.autograph.experimental.do_not_convert
def repro_once(make):
    """Make a value the first time, give the same again later: what is made here is not in question."""
    line = make.__code__.co_firstlineno
    if line not in ONCE:
        ONCE[line] = make()
    return ONCE[line]
