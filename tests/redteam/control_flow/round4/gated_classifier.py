"""A Keras classifier with gates, a guarded train step and a robust loss."""
import keras
import numpy as np
import tensorflow as tf


class Gate(keras.layers.Layer):
    def __init__(self, limit=2.0, **kwargs):
        super().__init__(**kwargs)
        self.limit = limit

    @tf.function
    def call(self, inputs):
        strength = tf.reduce_mean(tf.abs(inputs))
        if strength > self.limit:
            inputs = inputs * self.limit / strength
        return inputs


class Sharpen(keras.layers.Layer):
    def call(self, inputs, training=False):
        if not training:
            return inputs
        spread = keras.ops.std(inputs)
        return keras.ops.cond(spread > 0.1, lambda: inputs / spread, lambda: inputs)

    def compute_output_shape(self, input_shape):
        return input_shape


@tf.function
def trimmed(errors):
    """Drops the largest error, unless there is only one."""
    if tf.size(errors) > 1:
        return tf.reduce_sum(errors) - tf.reduce_max(errors)
    return tf.reduce_sum(errors)


def robust_loss(y_true, y_pred):
    errors = tf.reshape(tf.abs(y_true - y_pred), [-1])
    return trimmed(errors) / tf.cast(tf.size(errors), errors.dtype)


class Classifier(keras.Model):
    def __init__(self, widths=(8, 4), clip=0.5, residual=False):
        super().__init__()
        self.blocks = [keras.layers.Dense(width, activation="relu") for width in widths]
        self.gate, self.sharpen = Gate(), Sharpen()
        self.head = keras.layers.Dense(1)
        self.clip, self.residual = clip, residual

    def call(self, inputs, training=False):
        x = inputs
        for block in self.blocks:
            new = block(x)
            x = x + new if self.residual and x.shape[-1] == new.shape[-1] else new
        if self.gate is not None:
            x = self.gate(x)
        return self.head(self.sharpen(x, training=training))

    @tf.function
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(x, y, self(x, training=True))
        gradients = tape.gradient(loss, self.trainable_variables)
        norm = tf.linalg.global_norm(gradients)
        if norm > self.clip:
            gradients = [gradient * self.clip / norm for gradient in gradients]
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return {"loss": loss, "norm": norm}


def train(eagerly=False):
    keras.utils.set_random_seed(0)
    model = Classifier()
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss=robust_loss, run_eagerly=eagerly)
    x = np.linspace(-3.0, 3.0, 32, dtype=np.float32).reshape(8, 4)
    y = (x.sum(axis=1, keepdims=True) > 0).astype(np.float32)
    history = model.fit(x, y, batch_size=4, epochs=2, shuffle=False, verbose=0).history
    return history["loss"], model.predict(x, verbose=0)


if __name__ == "__main__":
    losses, predictions = train()
    tf.config.run_functions_eagerly(True)
    expected, eager_predictions = train(eagerly=True)
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(losses, expected, rtol=1e-4)
    np.testing.assert_allclose(predictions, eager_predictions, rtol=1e-3, atol=1e-5)
    print("proved")
