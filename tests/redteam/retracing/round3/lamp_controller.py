"""Dimming of lamps: a decorator of the project turns numbers into tensors before the graph is called."""
import functools
import numbers

import tensorflow as tf


def compiled(function):
    """Compiles; plain numbers among the arguments, positional or named, become tensors."""
    graph = tf.function(function)

    def lift(value):
        if isinstance(value, numbers.Real) and not isinstance(value, bool):
            return tf.constant(value, tf.float32)
        return value

    @functools.wraps(function)
    def call(*args, **kwargs):
        lifted = {name: lift(value) for name, value in kwargs.items()}
        return graph(*(lift(value) for value in args), **lifted)

    call.graph = graph
    return call


@compiled
def dim(lamps, level, gamma=2.2):
    return lamps * tf.clip_by_value(level, 0.0, 1.0) ** gamma


@compiled
def blend(lamps, other, share, keep_sum=False):
    mixed = (1.0 - share) * lamps + share * other
    if keep_sum:
        mixed *= tf.reduce_sum(lamps) / tf.reduce_sum(mixed)
    return mixed


class Scene:
    """A named state of the lamps that can be faded to."""

    def __init__(self, name, lamps):
        self.name = name
        self.lamps = tf.constant(lamps)

    def fade_to(self, other, steps, **options):
        for step in range(steps + 1):
            yield blend(self.lamps, other.lamps, step / steps, **options)


def evening():
    day, night = Scene("day", [1.0, 0.8, 0.6]), Scene("night", [0.1, 0.3, 0.2])
    course = [dim(day.lamps, level) for level in (1.0, 0.75, 0.5, 0.25)]
    course += [dim(day.lamps, 1, gamma=1.8 + 0.1 * step) for step in range(4)]
    course += day.fade_to(night, steps=4)
    course += night.fade_to(day, steps=4, keep_sum=True)
    return tf.stack(course)


if __name__ == "__main__":
    graph = evening()
    assert graph.shape == [18, 3]
    assert dim.graph.experimental_get_tracing_count() == 2
    assert blend.graph.experimental_get_tracing_count() == 2
    tf.config.run_functions_eagerly(True)
    tf.debugging.assert_near(evening(), graph)
    print("proved")
