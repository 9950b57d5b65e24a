"""Fine-tunes the last layer of a small network, then evaluates it."""
import tensorflow.compat.v2 as tf

LEARNING_RATE = 0.05


def build_network():
    net = tf.keras.Sequential([
        tf.keras.layers.Input((4,)),
        tf.keras.layers.Dense(6, activation="tanh"),
        tf.keras.layers.Dense(2),
    ])
    net.layers[0].trainable = False
    return net


class FineTuner(object):
    def __init__(self, net):
        self.net = net
        self.loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)

    @tf.function
    def train_step(self, features, labels):
        optimizer = tf.keras.optimizers.SGD(LEARNING_RATE)  # expect: tf-layer-creation
        with tf.GradientTape() as tape:
            logits = self.net(features, training=True)
            loss = self.loss_object(labels, logits)
        grads = tape.gradient(loss, self.net.trainable_variables)
        optimizer.apply_gradients(zip(grads, self.net.trainable_variables))
        return loss

    @tf.function
    def eval_step(self, features, labels):
        accuracy = tf.keras.metrics.SparseCategoricalAccuracy("acc")  # expect: tf-layer-creation
        accuracy.update_state(labels, self.net(features, training=False))
        return accuracy.result()

    def fit(self, dataset, epochs):
        history = []
        for epoch in range(epochs):
            for features, labels in dataset:
                history.append(float(self.train_step(features, labels)))
            print("epoch %d: loss %.4f" % (epoch, history[-1]))
        return history


def toy_dataset():
    features = tf.random.stateless_normal([16, 4], seed=[7, 7])
    labels = tf.cast(features[:, 0] > 0, tf.int32)
    return tf.data.Dataset.from_tensor_slices((features, labels)).batch(8)


if __name__ == "__main__":
    data = toy_dataset()
    features, labels = next(iter(data))
    tf.config.run_functions_eagerly(True)
    tuner = FineTuner(build_network())
    assert len(tuner.fit(data, 2)) == 4
    assert 0.0 <= float(tuner.eval_step(features, labels)) <= 1.0
    tf.config.run_functions_eagerly(False)
    for call in (tuner.train_step, tuner.eval_step):
        try:
            call(features, labels)
        except ValueError as error:
            assert "only supports singleton tf.Variables" in str(error)
        else:
            raise AssertionError("state made on each call must be refused")
    print("proved")
