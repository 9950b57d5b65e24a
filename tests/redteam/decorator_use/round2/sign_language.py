"""Recognises signs from sequences of hands: a Keras model whose pieces are compiled by hand."""
import tensorflow as tf
from tensorflow import keras

FRAMES, JOINTS, SIGNS = 5, 4, 3


class Motion(keras.layers.Layer):
    """Speed of the joints; longer for excited hands."""

    @tf.function
    def call(self, hands):
        speed = hands[:, 1:] - hands[:, :-1]
        if tf.reduce_max(tf.abs(speed)) > 1.0:
            speed = speed / tf.reduce_max(tf.abs(speed))
        return speed


class SignModel(keras.Model):
    def __init__(self):
        super().__init__()
        self.motion = Motion()
        self.flat = keras.layers.Flatten()
        self.head = keras.layers.Dense(SIGNS)
        self.seen = keras.metrics.Mean(name="loss")

    def call(self, hands):
        return self.head(self.flat(self.motion(hands)))

    @property
    def metrics(self):
        return [self.seen]

    @tf.function
    def train_step(self, data):
        hands, signs = data
        with tf.GradientTape() as tape:
            logits = self(hands, training=True)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(signs, logits))
            if loss > 10.0:
                loss = tf.math.log(loss) + 10.0
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        self.seen.update_state(loss)
        return {"loss": self.seen.result()}

    @staticmethod
    @tf.function
    def confidence(logits):
        return tf.reduce_max(tf.nn.softmax(logits), axis=-1)


def hands(seed):
    x = tf.random.stateless_normal([6, FRAMES, JOINTS], [seed, 2])
    return x, tf.constant([0, 1, 2, 0, 1, 2])


def train(eagerly):
    keras.utils.set_random_seed(11)
    model = SignModel()
    model.compile(optimizer=keras.optimizers.SGD(0.1))
    tf.config.run_functions_eagerly(eagerly)
    history = model.fit(*hands(1), batch_size=6, epochs=3, verbose=0).history["loss"]
    confidence = model.confidence(model(hands(2)[0]))
    tf.config.run_functions_eagerly(False)
    return history, confidence


if __name__ == "__main__":
    graph, confidence = train(False)
    eager, eager_confidence = train(True)
    assert graph[-1] < graph[0]
    assert all(abs(a - b) < 1e-3 for a, b in zip(graph, eager)), (graph, eager)
    assert bool(tf.reduce_all(tf.abs(confidence - eager_confidence) < 1e-3))
    print("proved")
