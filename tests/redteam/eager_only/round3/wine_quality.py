"""Trains a regressor of wine quality; reports for each epoch how its steps were run."""
import keras
import numpy as np
import tensorflow as tf

EPOCHS = 2


class Regressor(keras.Model):
    """A linear model with its own train step."""

    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(1, kernel_initializer="ones")

    def call(self, inputs):
        return self.dense(inputs)

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(x=x, y=y, y_pred=self(x, training=True))
        weights = self.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return {"loss": loss, "eager": 1.0 if tf.executing_eagerly() else 0.0}


def compiled():
    keras.utils.set_random_seed(0)
    model = Regressor()
    model.compile(keras.optimizers.SGD(0.01), loss="mse", run_eagerly=True)  # expect: tf-run-eagerly-left
    return model


def compiled_for_graphs(debug=False):
    keras.utils.set_random_seed(0)
    model = Regressor()
    model.compile(keras.optimizers.SGD(0.01), loss="mse", run_eagerly=debug)
    return model


def compiled_plainly():
    keras.utils.set_random_seed(0)
    model = Regressor()
    options = {"loss": "mse", "run_eagerly": False}
    model.compile(keras.optimizers.SGD(0.01), **options)
    return model


def wines():
    rng = np.random.default_rng(8)
    chemistry = rng.uniform(size=(8, 3)).astype(np.float32)
    return chemistry, chemistry.sum(axis=1)


def trained(model):
    x, y = wines()
    return model.fit(x, y, batch_size=4, epochs=EPOCHS, shuffle=False, verbose=0).history


if __name__ == "__main__":
    slow, fast, plain = trained(compiled()), trained(compiled_for_graphs()), trained(compiled_plainly())
    assert slow["eager"] == [1.0] * EPOCHS
    assert fast["eager"] == plain["eager"] == [0.0] * EPOCHS
    np.testing.assert_allclose(slow["loss"], fast["loss"], rtol=1e-4)
    np.testing.assert_allclose(plain["loss"], fast["loss"], rtol=1e-4)
    print("proved")
