"""Sorts traffic tickets with Keras layers: padding, pooling and a position code for any batch."""
import traceback

import keras
import numpy as np
import tensorflow as tf

CODES = 5


class PositionCode(keras.layers.Layer):
    """Adds a learned code for each place of a ticket."""

    def build(self, shape):
        self.code = self.add_weight(shape=(shape[1], shape[2]), initializer="ones")

    def call(self, tickets):
        tiled = tf.tile(self.code[tf.newaxis], [tickets.shape[0], 1, 1])  # expect: tf-static-shape
        return tickets + tiled


class StagedPositionCode(PositionCode):
    def call(self, tickets):
        tiled = tf.tile(self.code[tf.newaxis], [tf.shape(tickets)[0], 1, 1])
        return tickets + tiled


class Pool(keras.layers.Layer):
    """Weighted mean over the places; all that it reads of the shape is known."""

    def call(self, tickets):
        places, features = tickets.shape[1:]
        weights = tf.reshape(tf.nn.softmax(tf.range(float(places))), [1, places, 1])
        pooled = tf.reduce_sum(tickets * weights, axis=1)
        return tf.reshape(pooled, [-1, features])


class Rows(Pool):
    """Normalises each ticket by itself."""

    def call(self, tickets):
        rows = [row / (tf.norm(row) + 1.0) for row in tf.unstack(tickets)]  # unseen: tf-static-shape
        return super().call(tf.stack(rows))


class StagedRows(Pool):
    def call(self, tickets):
        norms = tf.norm(tickets, axis=[1, 2], keepdims=True)
        return super().call(tickets / (norms + 1.0))


def tickets():
    rng = np.random.default_rng(17)
    values = rng.normal(size=(10, 3, 2)).astype(np.float32)
    return values, (np.abs(values).sum(axis=(1, 2)) % CODES).astype(np.int32)


def train(position, pool):
    keras.utils.set_random_seed(1)
    model = keras.Sequential([position, pool, keras.layers.Dense(CODES)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.1), loss=loss)
    history = model.fit(*tickets(), batch_size=4, epochs=2, shuffle=False, verbose=0).history["loss"]
    return history, model.predict(tickets()[0][:3], verbose=0)


def exported(position, pool):
    """For the office: any number of tickets."""
    spec = tf.TensorSpec([None, 3, 2], tf.float32)
    return tf.function(lambda values: pool(position(values)), input_signature=[spec])


def failure(position, pool):
    function = exported(position, pool)
    try:
        function(tf.constant(tickets()[0]))
    except (TypeError, ValueError) as error:
        return traceback.format_exc() + str(error)
    raise AssertionError("exported")


if __name__ == "__main__":
    values = tf.constant(tickets()[0])
    np.testing.assert_allclose(PositionCode()(values), StagedPositionCode()(values))
    np.testing.assert_allclose(Rows()(values), StagedRows()(values), rtol=1e-5)
    losses, logits = train(StagedPositionCode(), StagedRows())
    assert np.isfinite(losses).all() and logits.shape == (3, CODES)
    serve = exported(StagedPositionCode(), StagedRows())
    np.testing.assert_allclose(serve(values), Rows()(PositionCode()(values)), rtol=1e-5)
    text = failure(PositionCode(), StagedRows())
    assert "[tickets.shape[0], 1, 1])" in text and "None" in text, text
    text = failure(StagedPositionCode(), Rows())
    assert "for row in tf.unstack(tickets)]" in text and "Cannot infer argument `num`" in text, text
    for layers in ((PositionCode(), StagedRows()), (StagedPositionCode(), Rows())):
        try:
            train(*layers)
        except (TypeError, ValueError):
            continue
        raise AssertionError("trained")
    print("proved")
