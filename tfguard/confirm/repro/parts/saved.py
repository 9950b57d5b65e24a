"""What the code saves cannot, loaded again, do what the object does."""

from __future__ import annotations

import inspect
import os

import numpy as np
import tensorflow as tf

from tfguard.confirm.repro.parts.common import cannot_tell, conclude, plain, said, same
from tfguard.confirm.repro.parts.driving import drive
from tfguard.confirm.repro.parts.one_file import new_folder

FUNCTION = "serve"  # the attribute that holds the traced function
PARAMETER = ""  # an argument that takes only the Python values that were traced
OTHER = None  # another value of it
WITHOUT = {}  # the flagged line left out: a change that the SavedModel does not know
SAVED = []  # pairs of what was saved and what was loaded again, at once
GIVEN = []  # calls of traced functions: function, arguments


def main():
    """Let the code save, load it again, and compare it with the object."""
    watch_functions()
    driven = drive("graph")
    if not SAVED:
        return cannot_tell(driven.error or "nothing was saved")
    if PARAMETER:
        return conclude(refuses_other_value(*SAVED[-1]))
    if not WITHOUT:
        traces = len(getattr(SAVED[-1][1], FUNCTION).concrete_functions)
        print("the loaded {} has {} traces".format(FUNCTION, traces))
        return conclude(not traces)
    saved, live = answers(*SAVED[-1])
    print("with the change: saved {} | live {}".format(saved, live))
    SAVED.clear()
    GIVEN.clear()
    drive("graph", changed=WITHOUT)
    still, before = answers(*SAVED[-1])
    print("without the change: saved {} | live {}".format(still, before))
    if not same(still, before):
        return cannot_tell("saved and live results differ in any case")
    return conclude(not same(saved, live))


def watch_functions():
    """Keep the arguments of all calls of traced functions, live and loaded."""
    kind = type(tf.function(watch_functions))
    original = kind.__call__

    def call(function, *arguments, **options):
        if not tf.inside_function():
            GIVEN.append((function, arguments, options))
        return original(function, *arguments, **options)

    kind.__call__ = call


def calls_of(live, loaded):
    """Give the arguments of the calls that the code made; else some that fit the signature."""
    name = getattr(live, "python_function", live).__qualname__
    found = [
        (arguments, options) for function, arguments, options in list(GIVEN)
        if function is loaded or getattr(function.python_function, "__qualname__", "") == name
    ]  # fmt: skip
    return found or [([ramp(spec) for spec in live.input_signature or ()], {})]


def ramp(spec):
    """Make a tensor that fits a specification, each element another number."""
    shape = [4] if spec.shape.rank is None else [size or 4 for size in spec.shape.as_list()]
    return tf.cast(tf.reshape(np.arange(np.prod(shape)), shape), spec.dtype)


def answers(saved, loaded):
    """Call both with the same arguments and the same variables, the live object eagerly."""
    path = tf.train.Checkpoint(root=saved).write(os.path.join(new_folder(), "variables"))
    tf.train.Checkpoint(root=loaded).read(path)
    live, again = getattr(saved, FUNCTION), getattr(loaded, FUNCTION)
    found = [[], []]
    for arguments, options in calls_of(live, again)[:4]:
        found[0].append(plain(again(*arguments, **options)))
        tf.config.run_functions_eagerly(True)
        found[1].append(plain(live(*arguments, **options)))
        tf.config.run_functions_eagerly(False)
    return found


def refuses_other_value(saved, loaded):
    """Tell whether the loaded function refuses another value of the argument."""
    live, again = getattr(saved, FUNCTION), getattr(loaded, FUNCTION)
    refused = False
    for arguments, options in calls_of(live, again)[:4]:
        bound = inspect.signature(live.python_function).bind(*arguments, **options)
        bound.apply_defaults()
        bound.arguments[PARAMETER] = OTHER
        print("live, {}={!r}: {}".format(PARAMETER, OTHER, plain(live(*bound.args, **bound.kwargs))))
        try:
            print("loaded: {}".format(plain(again(*bound.args, **bound.kwargs))))
        except ValueError as error:
            print("loaded:", said(error))
            refused = True
    return refused


def repro_call(function):
    """Watch the call that saves."""

    def call(*arguments, **options):
        result = function(*arguments, **options)
        bound = inspect.signature(tf.saved_model.save).bind(*arguments, **options).arguments
        SAVED.append((bound["obj"], tf.saved_model.load(bound["export_dir"])))
        return result

    return call
