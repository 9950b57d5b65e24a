"""Fine-tunes a classifier of skin lesions near the weights of a teacher, within Keras's own training loop."""
import traceback

import keras
import numpy as np
import tensorflow as tf


def classifier(name, seed):
    keras.utils.set_random_seed(seed)
    layers = [keras.Input((4,)), keras.layers.Dense(6, activation="relu"), keras.layers.Dense(2)]
    return keras.Sequential(layers, name=name)


class Distiller(keras.Model):
    """The student learns from labels and from the teacher, and stays near it."""

    def __init__(self, teacher, student):
        super().__init__()
        self.teacher = teacher
        self.student = student

    def call(self, images, training=False):
        return self.student(images, training=training)

    def anchors(self):
        return [tf.constant(w) for w in self.teacher.get_weights()]  # unseen: tf-keras-eager-api

    def mix(self, targets):
        return 0.5

    def train_step(self, data):
        images, labels = data
        targets = tf.nn.softmax(self.teacher(images, training=False))
        mix = self.mix(targets)
        with tf.GradientTape() as tape:
            logits = self(images, training=True)
            hard = self.compute_loss(x=images, y=labels, y_pred=logits)
            soft = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(targets, logits))
            pairs = zip(self.student.trainable_variables, self.anchors())
            distance = tf.add_n([tf.reduce_sum(tf.square(v - anchor)) for v, anchor in pairs])
            loss = mix * hard + (1.0 - mix) * soft + 0.01 * distance
        weights = self.student.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return {"loss": loss}


class StagedDistiller(Distiller):
    def anchors(self):
        return [tf.convert_to_tensor(w) for w in self.teacher.weights]


class BalancedDistiller(StagedDistiller):
    """The mix depends on how sure the teacher is."""

    def mix(self, targets):
        return 0.5 * float(tf.reduce_mean(tf.reduce_max(targets, axis=-1)))  # expect: tf-python-cast


class StagedBalancedDistiller(StagedDistiller):
    def mix(self, targets):
        return float(0.5) * tf.reduce_mean(tf.reduce_max(targets, axis=-1))


def lesions():
    rng = np.random.default_rng(4)
    images = rng.normal(size=(8, 4)).astype(np.float32)
    return images, (images[:, 0] > 0.0).astype(np.int32)


def trained(kind, eagerly=False):
    model = kind(classifier("teacher", 31), classifier("student", 32))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.05), loss=loss, run_eagerly=eagerly)
    return model.fit(*lesions(), batch_size=4, epochs=2, shuffle=False, verbose=0).history["loss"]


def failure(kind, *classes):
    try:
        trained(kind)
    except classes as error:
        return traceback.format_exc() + str(error)
    raise AssertionError("the step ran in a graph")


if __name__ == "__main__":
    np.testing.assert_allclose(trained(StagedDistiller), trained(Distiller, True), rtol=1e-4)
    np.testing.assert_allclose(trained(StagedBalancedDistiller), trained(BalancedDistiller, True), rtol=1e-4)
    text = failure(Distiller, NotImplementedError, RuntimeError)
    assert "self.teacher.get_weights()" in text and "numpy() is only available" in text, text
    text = failure(BalancedDistiller, TypeError)
    assert "float(tf.reduce_mean(" in text and "float() argument must be" in text, text
    print("proved")
