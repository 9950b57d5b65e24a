"""Renders glyphs from strokes by distance fields, one renderer for each weight of a typeface."""
import functools

import tensorflow as tf

SIZE = 8


class Renderer:
    def __init__(self, weight):
        self.weight = tf.constant(weight)
        axis = tf.linspace(0.0, 1.0, SIZE)
        self.grid = tf.stack(tf.meshgrid(axis, axis), axis=-1)

    @tf.function
    def stroke(self, start, end):
        along = end - start
        t = tf.clip_by_value(tf.tensordot(self.grid - start, along, 1) / tf.reduce_sum(along**2), 0.0, 1.0)
        distance = tf.norm(self.grid - start - t[..., None] * along, axis=-1)
        return tf.sigmoid((self.weight - distance) * 40.0)


@functools.lru_cache(maxsize=None)
def renderer(weight):
    return Renderer(weight)


def family(weights, start, end):
    """The same stroke in several weights."""
    strokes = [Renderer(weight).stroke for weight in weights]  # expect: tf-temporary-instance
    return tf.stack([stroke(start, end) for stroke in strokes])


def family_kept(weights, start, end):
    return tf.stack([renderer(weight).stroke(start, end) for weight in weights])


def ink(weight, start, end):
    draw = functools.partial(Renderer(weight).stroke, start)  # expect: tf-temporary-instance
    return float(tf.reduce_mean(draw(end)))


def ink_kept(weight, start, end):
    return float(tf.reduce_mean(renderer(weight).stroke(start, end)))


def ends():
    return tf.constant([0.2, 0.1]), tf.constant([0.7, 0.9])


if __name__ == "__main__":
    weights = (0.05, 0.1)
    kept = family_kept(weights, *ends())
    light = renderer(0.05)
    eager = Renderer.stroke.python_function(light, *ends())
    assert bool(tf.reduce_all(tf.abs(kept[0] - eager) < 1e-5))
    assert ink_kept(0.05, *ends()) < ink_kept(0.1, *ends())
    for call in (lambda: family(weights, *ends()), lambda: ink(0.1, *ends())):
        try:
            call()
        except AttributeError as error:
            assert "'NoneType' object has no attribute" in str(error), error
        else:
            raise AssertionError("renderers lived on")
    print("proved")
