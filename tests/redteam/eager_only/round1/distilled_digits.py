"""A student network learns from a teacher; Keras' loops and savers stay outside of the traced step."""
import os
import tempfile

import keras
import numpy as np
import tensorflow as tf

PIXELS, DIGITS = 6, 3


def network(hidden, seed):
    init = keras.initializers.GlorotUniform(seed)
    return keras.Sequential(
        [
            keras.Input([PIXELS]),
            keras.layers.Dense(hidden, "relu", kernel_initializer=init, kernel_regularizer="l2"),
            keras.layers.Dense(DIGITS, kernel_initializer=init),
        ]
    )


class Distiller:
    def __init__(self, teacher, student, temperature=2.0):
        self.teacher, self.student = teacher, student
        self.temperature = temperature
        self.optimizer = keras.optimizers.SGD(0.1)
        self.optimizer.build(student.trainable_variables)
        self.accuracy = keras.metrics.SparseCategoricalAccuracy()

    @tf.function
    def train_step(self, images, labels):
        soft = tf.nn.softmax(self.teacher(images, training=False) / self.temperature)
        with tf.GradientTape() as tape:
            logits = self.student(images, training=True)
            loss = tf.reduce_mean(keras.losses.categorical_crossentropy(soft, logits, from_logits=True))
            loss += tf.add_n(self.student.losses)
        gradients = tape.gradient(loss, self.student.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.student.trainable_variables))
        self.accuracy.update_state(labels, logits)
        return loss, tf.convert_to_tensor(self.optimizer.learning_rate)

    def fit(self, images, labels, epochs):
        for _ in range(epochs):
            self.accuracy.reset_state()
            loss, rate = self.train_step(images, labels)
        return {"loss": loss.numpy(), "rate": float(rate), "accuracy": float(self.accuracy.result())}


@tf.function
def agreement(first, second):
    same = keras.ops.argmax(first, axis=1) == keras.ops.argmax(second, axis=1)
    return keras.ops.mean(keras.ops.cast(same, "float32"))


def main(folder):
    rng = np.random.default_rng(2)
    images, labels = rng.normal(size=(8, PIXELS)).astype(np.float32), rng.integers(0, DIGITS, 8)
    teacher, student = network(8, 1), network(2, 2)
    teacher.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    teacher.set_weights([0.5 * weight for weight in teacher.get_weights()])
    report = Distiller(teacher, student).fit(tf.constant(images), tf.constant(labels), epochs=3)
    report["loss of the teacher"] = teacher.evaluate(images, labels, verbose=0)
    pair = [tf.constant(model.predict(images, verbose=0)) for model in (teacher, student)]
    report["agreement"] = float(agreement(*pair))
    student.save(os.path.join(folder, "student.keras"))
    return report


if __name__ == "__main__":
    target = tempfile.mkdtemp()
    graph = main(target)
    assert os.listdir(target) == ["student.keras"]
    tf.config.run_functions_eagerly(True)
    eager = main(target)
    tf.config.run_functions_eagerly(False)
    assert graph.keys() == eager.keys()
    assert all(np.isclose(graph[key], eager[key], rtol=1e-4) for key in graph), (graph, eager)
    print("proved")
