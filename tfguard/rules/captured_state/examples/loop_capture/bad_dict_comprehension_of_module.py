"""A table of traced functions that is built by a dict comprehension and used by name."""

import tensorflow as tf

UNITS = {"metre": 1.0, "kilometre": 1000.0, "mile": 1609.0}
to_metres = {
    unit: tf.function(
        lambda length: length * factor  # expect: tf-loop-capture
    )
    for unit, factor in UNITS.items()
}


def run():
    results = [to_metres[unit](tf.constant(2.0)).numpy() for unit in ("metre", "kilometre", "mile")]
    return {"results": results, "wanted": [2.0, 2000.0, 3218.0]}
