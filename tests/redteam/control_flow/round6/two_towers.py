"""A two tower recommender in Keras with its own training step."""
import numpy as np
import tensorflow as tf
from tensorflow import keras


@tf.function
def capped(vectors, limit):
    """Shrinks a whole batch when one of its vectors is too long."""
    longest = tf.reduce_max(tf.norm(vectors, axis=-1))
    if longest > limit:
        vectors = vectors * (limit / longest)
    return vectors


class Tower(keras.layers.Layer):
    def __init__(self, sizes, dropout=None, **kwargs):
        super().__init__(**kwargs)
        self.blocks = [keras.layers.Dense(size, activation="relu") for size in sizes]
        self.dropout = keras.layers.Dropout(dropout) if dropout else None

    def build(self, shape):
        for block in self.blocks:
            block.build(shape)
            shape = (*shape[:-1], block.units)

    def call(self, inputs, training=False):
        for block in self.blocks:
            inputs = block(inputs)
        if training and self.dropout is not None:
            inputs = self.dropout(inputs, training=True)
        if inputs.shape[-1] > 4:
            inputs = inputs[..., :4]
        return tf.cond(tf.reduce_max(inputs) > 100.0, lambda: inputs / 100.0, lambda: inputs)


class TwoTowers(keras.Model):
    def __init__(self):
        super().__init__()
        self.users = Tower([8, 6], dropout=0.1)
        self.items = Tower([8, 4])

    def call(self, pair, training=False):
        user, item = pair
        left = capped(self.users(user, training=training), tf.constant(5.0))
        right = capped(self.items(item, training=training), tf.constant(5.0))
        return tf.reduce_sum(left * right, axis=-1)

    @tf.function
    def train_step(self, data):
        pair, rating = data
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self(pair, training=True) - rating))
        gradients = tape.gradient(loss, self.trainable_variables)
        norm = tf.linalg.global_norm(gradients)
        if norm > 1.0:
            gradients = [gradient / norm for gradient in gradients]
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return {"loss": loss}


def log():
    rng = np.random.default_rng(4)
    pair = tuple(rng.normal(size=(12, 5)).astype(np.float32) for _ in range(2))
    return pair, rng.uniform(1.0, 5.0, size=12).astype(np.float32)


def train(epochs=2):
    pair, ratings = log()
    model = TwoTowers()
    model.compile(optimizer=keras.optimizers.SGD(0.05))
    data = tf.data.Dataset.from_tensor_slices((pair, ratings)).batch(4)
    history = model.fit(data, epochs=epochs, verbose=0)
    return model, history.history["loss"]


if __name__ == "__main__":
    network, losses = train()
    assert len(losses) == 2 and all(np.isfinite(losses))
    batch, _ = log()
    graph = network.predict(batch, verbose=0)
    eager = network(tuple(map(tf.constant, batch)))
    np.testing.assert_allclose(graph, eager, rtol=1e-4, atol=1e-5)
    print("proved")
