"""Trains a new head first, then unfreezes the backbone at a lower rate."""
import keras
import numpy as np
import tensorflow as tf


class Classifier:
    def __init__(self, width=3):
        ones = keras.initializers.Constant(0.5)
        self.backbone = keras.Sequential([keras.Input([width]), keras.layers.Dense(4, kernel_initializer=ones)])
        self.head = keras.Sequential([keras.Input([4]), keras.layers.Dense(1, kernel_initializer=ones)])
        self.backbone.trainable = False
        self.optimizer = keras.optimizers.SGD(0.05)
        self.optimizer.build([*self.backbone.variables, *self.head.variables])

    def unfreeze(self, rate):
        self.backbone.trainable = True
        self.optimizer.lr = rate  # expect: tf-optimizer-lr

    @tf.function
    def step(self, x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.head(self.backbone(x)) - y))
        variables = self.backbone.trainable_variables + self.head.trainable_variables  # expect: tf-attribute-read
        gradients = tape.gradient(loss, variables)
        self.optimizer.apply_gradients(zip(gradients, variables))
        return loss


def finetune(warmup, steps):
    """Returns the classifier and how far its backbone moved."""
    classifier = Classifier()
    before = classifier.backbone.get_weights()[0]
    x = tf.constant([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]])
    y = tf.constant([[1.0], [2.0]])
    for _ in range(warmup):
        classifier.step(x, y)
    classifier.unfreeze(rate=0.001)
    for _ in range(steps):
        classifier.step(x, y)
    return classifier, float(np.abs(classifier.backbone.get_weights()[0] - before).max())


if __name__ == "__main__":
    classifier, moved = finetune(2, 3)
    assert len(classifier.backbone.trainable_variables) == 2 and moved == 0.0
    assert np.isclose(float(classifier.optimizer.learning_rate), 0.05)
    tf.config.run_functions_eagerly(True)
    _, moved = finetune(2, 3)
    assert moved > 0.001, moved
    print("proved")
