"""Training loop for an image classifier with its own metrics."""
import tensorflow as tf
from tensorflow import keras


class Experiment:
    def __init__(self, model, optimizer):
        self.model = model
        self.optimizer = optimizer
        self.loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        self.accuracy = keras.metrics.SparseCategoricalAccuracy()

    @tf.function
    def forward(self, images, labels):
        with tf.GradientTape() as tape:
            logits = self.model(images, training=True)
            loss = self.loss_fn(labels, logits)
        return loss, tape  # expect: tf-non-tensor-return

    def train_step(self, images, labels):
        loss, tape = self.forward(images, labels)
        variables = self.model.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss

    @tf.function
    def test_step(self, images, labels):
        logits = self.model(images, training=False)
        self.accuracy.update_state(labels, logits)
        return {"loss": self.loss_fn(labels, logits), "accuracy": self.accuracy}  # expect: tf-non-tensor-return

    def evaluate(self, dataset):
        self.accuracy.reset_state()
        report = {}
        for images, labels in dataset:
            report = self.test_step(images, labels)
        return float(report["loss"]), float(report["accuracy"].result())


def build():
    model = keras.Sequential([keras.Input([8, 8, 1]), keras.layers.Flatten(), keras.layers.Dense(3)])
    return Experiment(model, keras.optimizers.SGD(0.1))


def digits():
    images = tf.random.stateless_normal([24, 8, 8, 1], seed=[6, 1])
    labels = tf.cast(tf.argmax(images[:, 0, :3, 0], axis=1), tf.int32)
    return tf.data.Dataset.from_tensor_slices((images, labels)).batch(8)


def fit(experiment, dataset, epochs):
    for _ in range(epochs):
        for images, labels in dataset:
            experiment.train_step(images, labels)
    return experiment.evaluate(dataset)


def main():
    return fit(build(), digits(), epochs=10)


if __name__ == "__main__":
    data = digits()
    tf.config.run_functions_eagerly(True)
    loss, accuracy = main()
    tf.config.run_functions_eagerly(False)
    assert accuracy > 0.6, accuracy
    for run, kind in ((lambda e: fit(e, data, 1), "GradientTape"), (lambda e: e.evaluate(data), "SparseCategoricalAccuracy")):
        try:
            run(build())
        except TypeError as error:
            assert "must return zero or more Tensors" in str(error) and kind in str(error), error
        else:
            raise AssertionError("it was returned")
    print("proved")
