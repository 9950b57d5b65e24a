"""Stacks short exposures of a telescope: lucky frames are picked, shifted and averaged."""
from typing import Iterator

import tensorflow as tf

SIDE = 6


def sharpness(frame: tf.Tensor) -> tf.Tensor:
    dy, dx = tf.image.image_gradients(frame[None, :, :, None])
    return tf.reduce_sum(dx**2 + dy**2)


class Stacker:
    def __init__(self, keep: int):
        self.keep = keep
        self.total = tf.Variable(tf.zeros([SIDE, SIDE]))

    def centred(self, frames) -> Iterator[tf.Tensor]:
        """Each frame with its brightest pixel in the middle."""
        for frame in tf.unstack(frames):
            place = tf.argmax(tf.reshape(frame, [-1]), output_type=tf.int32)
            shift = [SIDE // 2 - place // SIDE, SIDE // 2 - place % SIDE]
            yield tf.roll(frame, shift, axis=[0, 1])

    @tf.function
    def stack(self, frames):
        scores = tf.map_fn(sharpness, frames)
        best = tf.gather(frames, tf.math.top_k(scores, k=self.keep).indices)
        picked = sum(self.centred(best))
        self.total.assign_add(picked)
        return picked / self.keep


def compile_centring(stacker: Stacker):
    return tf.function(stacker.centred)  # expect: tf-generator


def exposures(count: int) -> tf.Tensor:
    return tf.random.stateless_uniform([count, SIDE, SIDE], [11, 3])


if __name__ == "__main__":
    graph, eager = Stacker(2), Stacker(2)
    for _ in range(2):
        a, b = graph.stack(exposures(4)), Stacker.stack.python_function(eager, exposures(4))
        assert bool(tf.reduce_all(tf.abs(a - b) < 1e-5))
    assert bool(tf.reduce_all(tf.abs(graph.total - eager.total) < 1e-5))
    assert len(list(eager.centred(exposures(3)))) == 3
    fast = compile_centring(graph)
    try:
        fast(exposures(3))
    except TypeError as error:
        assert "found return value of type generator" in str(error), error
    else:
        raise AssertionError("a graph yielded")
    print("proved")
