"""Autoregressive decoding with a cache of keys and values."""
import numpy as np
import tensorflow as tf

UNITS = 4
VOCABULARY = 11


class Decoder(tf.Module):
    """One attention layer; the cache holds one entry for each decoded position."""

    def __init__(self, seed=0):
        super().__init__()
        rng = np.random.default_rng(seed)

        def weight(*shape):
            return tf.Variable(rng.normal(size=shape).astype(np.float32))

        self.embedding = weight(VOCABULARY, UNITS)
        self.query, self.key, self.value = (weight(UNITS, UNITS) for _ in range(3))
        self.output = weight(UNITS, VOCABULARY)

    @tf.function
    def project(self, token):
        hidden = tf.gather(self.embedding, token)
        return hidden @ self.query, hidden @ self.key, hidden @ self.value

    @tf.function
    def attend(self, query, keys, values):
        keys, values = tf.stack(keys, axis=1), tf.stack(values, axis=1)
        scores = tf.einsum("bd,btd->bt", query, keys) / UNITS ** 0.5
        context = tf.einsum("bt,btd->bd", tf.nn.softmax(scores), values)
        return context @ self.output


class Cache:
    def __init__(self):
        self.keys = []
        self.values = []

    def push(self, key, value):
        self.keys.append(key)
        self.values.append(value)


def advance(decoder, cache, token):
    query, key, value = decoder.project(token)
    cache.push(key, value)
    logits = decoder.attend(query, cache.keys, cache.values)  # expect: tf-python-container-arg
    return tf.argmax(logits, axis=-1, output_type=tf.int32)


def greedy(decoder, start, length):
    cache = Cache()
    token = tf.constant(start)
    produced = []
    for _ in range(length):
        token = advance(decoder, cache, token)
        produced.append(token.numpy())
    return np.stack(produced, axis=1)


if __name__ == "__main__":
    model = Decoder()
    decoded = greedy(model, [1, 2], length=6)
    assert decoded.shape == (2, 6)
    assert model.attend.experimental_get_tracing_count() == 6
    assert model.project.experimental_get_tracing_count() == 1
    query = tf.ones([2, UNITS])
    for scale in (1.0, 2.0, 3.0):
        model.attend(query, [scale * query] * 8, [query] * 8)
    assert model.attend.experimental_get_tracing_count() == 7
    print("proved")
