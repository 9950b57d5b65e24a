"""Click-through prediction with factorised embeddings; calibration is reported while the model is evaluated."""
import tensorflow as tf
from tensorflow import keras

USERS, ITEMS, RANK = 20, 30, 4


class ClickModel(keras.Model):
    def __init__(self, rank: int = RANK):
        super().__init__()
        self.users = keras.layers.Embedding(USERS, rank)
        self.items = keras.layers.Embedding(ITEMS, rank)
        self.loss_mean = keras.metrics.Mean(name="loss")
        self.ratio = keras.metrics.Mean(name="calibration")

    @property
    def metrics(self):
        return [self.loss_mean, self.ratio]

    def call(self, pairs):
        return tf.reduce_sum(self.users(pairs[:, 0]) * self.items(pairs[:, 1]), axis=-1)

    def _cross_entropy(self, pairs, clicks):
        logits = self(pairs)
        return tf.nn.sigmoid_cross_entropy_with_logits(clicks, logits), tf.sigmoid(logits)

    def train_step(self, data):
        pairs, clicks = data
        with tf.GradientTape() as tape:
            losses, _ = self._cross_entropy(pairs, clicks)
            loss = tf.reduce_mean(losses)
        grads = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.trainable_variables))
        self.loss_mean.update_state(losses)
        return {"loss": self.loss_mean.result()}

    def test_step(self, data):
        pairs, clicks = data
        losses, predicted = self._cross_entropy(pairs, clicks)
        self.loss_mean.update_state(losses)
        calibration = tf.reduce_sum(predicted) / tf.reduce_sum(clicks)
        self.ratio.update_state(calibration.eval())  # expect: tf1-session
        return {m.name: m.result() for m in self.metrics}


def impressions(count=64):
    pairs = tf.random.stateless_uniform([count, 2], [3, 9], 0, 20, tf.int32)
    return pairs, tf.cast((pairs[:, 0] + pairs[:, 1]) % 3 == 0, tf.float32)


def main():
    pairs, clicks = impressions()
    model = ClickModel()
    model.compile(keras.optimizers.Adam(0.01))
    history = model.fit(pairs, clicks, batch_size=16, epochs=2, verbose=0)
    assert len(history.history["loss"]) == 2
    return model.evaluate(pairs, clicks, batch_size=16, verbose=0, return_dict=True)


if __name__ == "__main__":
    try:
        main()
    except ValueError as error:
        assert "Cannot evaluate tensor using `eval()`: No default session" in str(error), error
    else:
        raise AssertionError("there was a default session")
    # Nor does it run eagerly.
    model = ClickModel()
    model.compile("sgd", run_eagerly=False)
    model(impressions()[0])
    try:
        model.test_step(impressions())
    except NotImplementedError as error:
        assert "eval is not supported when eager execution is enabled" in str(error), error
    else:
        raise AssertionError
    print("proved")
