"""Compares optimisers on a least-squares problem and a small Keras classifier."""
import keras
import numpy as np
import tensorflow as tf

tf.config.run_functions_eagerly(True)  # expect: tf-run-eagerly-left

RATES = {"sgd": 0.1, "momentum": 0.05}


class Momentum:
    def __init__(self, rate, beta, shape):
        self.rate = rate
        self.beta = beta
        self.velocity = tf.Variable(tf.zeros(shape))

    def update(self, variable, gradient):
        self.velocity.assign(self.beta * self.velocity + gradient)
        variable.assign_sub(self.rate * self.velocity)


def make_step(matrix, target, optimizer):
    x = tf.Variable(tf.zeros([matrix.shape[1]]))

    @tf.function
    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.linalg.matvec(matrix, x) - target))
        optimizer.update(x, tape.gradient(loss, x))
        return loss

    return step


def least_squares(steps=5):
    matrix = tf.random.stateless_normal([6, 3], [1, 2])
    target = tf.random.stateless_normal([6], [3, 4])
    curves = {}
    plain = make_step(matrix, target, Momentum(RATES["sgd"], 0.0, [3]))
    heavy = make_step(matrix, target, Momentum(RATES["momentum"], 0.9, [3]))
    for name, step in (("sgd", plain), ("momentum", heavy)):
        curves[name] = [float(step()) for _ in range(steps)]
    return curves


def classifier():
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.1), loss=loss, run_eagerly=True)  # expect: tf-run-eagerly-left
    rng = np.random.default_rng(0)
    data = rng.normal(size=(32, 4)).astype("float32")
    labels = np.argmax(data[:, :3], axis=1)
    history = model.fit(data, labels, batch_size=8, epochs=2, verbose=0)
    return model, history.history["loss"]


def main():
    curves = least_squares()
    model, losses = classifier()
    return curves, model, losses


if __name__ == "__main__":
    curves, model, losses = main()
    assert curves["sgd"][-1] < curves["sgd"][0] and len(losses) == 2
    assert tf.config.functions_run_eagerly() and model.run_eagerly
    probe = tf.function(lambda v: v if tf.executing_eagerly() else -v)
    assert float(probe(tf.constant(1.0))) == 1.0
    print("proved")
