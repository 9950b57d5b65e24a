"""Decodes a latent vector to strokes of a pen; part of the layers are those of the first port."""
from __future__ import annotations

import tensorflow as tf

legacy = tf.compat.v1.layers  # allow: tf1-variables
POINTS = 5


class Decoder(tf.Module):
    def __init__(self, width: int):
        super().__init__()
        self.w1 = tf.Variable(tf.random.stateless_normal([width, 8], [5, 1]))
        self.w2 = tf.Variable(tf.random.stateless_normal([8, 2 * POINTS], [5, 2]))

    def hidden(self, latent):
        return tf.nn.relu(latent @ self.w1)

    @tf.function
    def strokes(self, latent):
        flat = self.hidden(latent) @ self.w2
        return tf.cumsum(tf.reshape(flat, [-1, POINTS, 2]), axis=1)

    @tf.function
    def pen_down(self, latent):
        logits = legacy.dense(self.hidden(latent), POINTS, name="pen")  # expect: tf1-variables
        return tf.sigmoid(logits) > 0.5


class PenDecoder(Decoder):
    def __init__(self, width: int):
        super().__init__(width)
        self.pen = tf.keras.layers.Dense(POINTS, kernel_initializer="ones", name="pen")
        self.pen.build([None, 8])

    @tf.function
    def pen_down(self, latent):
        return tf.sigmoid(self.pen(self.hidden(latent))) > 0.5


def latents():
    return tf.random.stateless_normal([2, 4], [7, 7])


if __name__ == "__main__":
    decoder, pen = Decoder(4), PenDecoder(4)
    for model in (decoder, pen):
        graph = model.strokes(latents())
        eager = Decoder.strokes.python_function(model, latents())
        assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-5))
    down = pen.pen_down(latents())
    assert bool(tf.reduce_all(down == PenDecoder.pen_down.python_function(pen, latents())))
    for call in (decoder.pen_down, lambda z: Decoder.pen_down.python_function(decoder, z)):
        try:
            call(latents())
        except AttributeError as error:
            assert "`dense` is not available with Keras 3" in str(error), error
        else:
            raise AssertionError("there was a dense layer")
    print("proved")
