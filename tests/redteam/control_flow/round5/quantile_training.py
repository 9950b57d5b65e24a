"""Quantile regression with a custom training step, loss and metric."""
import keras
import tensorflow as tf


class PinballLoss(keras.losses.Loss):
    def __init__(self, quantile, symmetric=False, name="pinball"):
        super().__init__(name=name)
        self.quantile = quantile
        self.symmetric = symmetric

    def call(self, y_true, y_pred):
        error = y_true - y_pred
        if self.symmetric:
            return tf.abs(error)
        return tf.where(error > 0.0, self.quantile * error, (self.quantile - 1.0) * error)


class Coverage(keras.metrics.Metric):
    """Share of the targets below the predicted quantile."""

    def __init__(self, name="coverage", **kwargs):
        super().__init__(name=name, **kwargs)
        self.below = self.add_weight(name="below", initializer="zeros")
        self.count = self.add_weight(name="count", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        below = tf.cast(y_true <= y_pred, tf.float32)
        self.below.assign_add(tf.reduce_sum(below))
        self.count.assign_add(tf.cast(tf.size(below), tf.float32))

    def result(self):
        return tf.math.divide_no_nan(tf.convert_to_tensor(self.below), tf.convert_to_tensor(self.count))


class QuantileModel(keras.Model):
    def __init__(self, limit=5.0):
        super().__init__()
        self.limit = limit
        self.dense = keras.layers.Dense(1)
        self.skipped = keras.metrics.Sum(name="skipped")

    def call(self, inputs):
        return self.dense(inputs)

    @tf.function
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            predicted = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=predicted)
        variables = self.trainable_variables
        gradients = tape.gradient(loss, variables)
        norm = tf.linalg.global_norm(gradients)
        if norm > self.limit:
            gradients = [gradient * (self.limit / norm) for gradient in gradients]
            self.skipped.update_state(1.0)
        self.optimizer.apply_gradients(zip(gradients, variables))
        results = self.compute_metrics(x, y, predicted)
        return {**results, "loss": loss, "norm": norm}


class StopWhenFlat(keras.callbacks.Callback):
    """Callbacks see numbers, and may decide on them."""

    def __init__(self):
        super().__init__()
        self.best = None

    def on_epoch_end(self, epoch, logs=None):
        loss = logs["loss"]
        if self.best is None or loss < self.best:
            self.best = loss
        elif loss > 10.0 * self.best:
            self.model.stop_training = True


def rate(epoch, current):
    return current if epoch < 2 else 0.5 * current


def train(limit=5.0):
    keras.utils.set_random_seed(7)
    features = tf.random.stateless_normal([32, 3], [1, 4])
    targets = 4.0 * tf.reduce_sum(features, axis=1, keepdims=True)
    model = QuantileModel(limit)
    model.compile(optimizer=keras.optimizers.SGD(0.05), loss=PinballLoss(0.9), metrics=[Coverage()])
    callbacks = [StopWhenFlat(), keras.callbacks.LearningRateScheduler(rate)]
    return model.fit(features, targets, batch_size=8, epochs=3, shuffle=False, verbose=0, callbacks=callbacks).history


if __name__ == "__main__":
    history = train(limit=0.001)
    assert len(history["loss"]) == 3 and history["skipped"][-1] == 4.0
    assert train(limit=1000.0)["skipped"][-1] == 0.0
    loss, truth, guess = PinballLoss(0.9), tf.constant([[1.0], [2.0]]), tf.constant([[0.0], [3.0]])
    assert abs(float(loss(truth, guess)) - 0.5) < 1e-6
    coverage = Coverage()
    coverage.update_state(truth, guess)
    assert float(coverage.result()) == 0.5
    print("proved")
