"""Encoder and decoder blocks of a transformer, compiled by a project-wide decorator."""
import tensorflow as tf
from tensorflow.keras import layers


def maybe_graph(enabled=True, **options):
    def decorate(fn):
        return tf.function(fn, **options) if enabled else fn

    return decorate


def norm(x, epsilon=1e-6):
    return layers.LayerNormalization(epsilon=epsilon)(x)  # expect: tf-layer-creation


def positions(length, width):
    steps = tf.range(length, dtype=tf.float32)[:, None]
    return tf.sin(steps / tf.pow(100.0, tf.range(width, dtype=tf.float32) / width))[None]


@maybe_graph(reduce_retracing=True)
def encode(tokens):
    hidden = tokens + positions(tf.shape(tokens)[1], tokens.shape[-1])
    return norm(hidden)


@maybe_graph()
def decode(target, memory, heads=2):
    """Attends from ``target`` to ``memory``."""

    def attend(query, value):
        attention = layers.MultiHeadAttention(heads, key_dim=4)  # expect: tf-layer-creation
        return query + attention(query, value)

    mask = layers.Activation("relu")
    return mask(attend(target, memory))


@maybe_graph(enabled=False)
def debug_projection(hidden):
    """Only for notebooks; stays eager."""
    return layers.Dense(2)(hidden)


if __name__ == "__main__":
    x = tf.ones([1, 3, 8])
    tf.config.run_functions_eagerly(True)
    assert encode(x).shape == decode(x, x).shape == (1, 3, 8)
    tf.config.run_functions_eagerly(False)
    assert all(debug_projection(x).shape == (1, 3, 2) for _ in range(2))
    for call in (lambda: encode(x), lambda: decode(x, x)):
        try:
            call()
        except ValueError as error:
            assert "only supports singleton tf.Variables" in str(error)
        else:
            raise AssertionError("a layer made on each call must be refused")
    print("proved")
