"""A long-running trainer of a delivery model: checkpoints, logs and progress around one traced step."""
import contextlib
import io
import logging
import os
import tempfile

import numpy as np
import tensorflow as tf

log = logging.getLogger("delivery")


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.slope = tf.Variable(0.5)
        self.bias = tf.Variable(0.0)

    def __call__(self, distance):
        return self.slope * distance + self.bias


class Service:
    def __init__(self, folder):
        self.model = Model()
        self.steps = tf.Variable(0, dtype=tf.int64)
        self.checkpoint = tf.train.Checkpoint(model=self.model, steps=self.steps)
        self.manager = tf.train.CheckpointManager(self.checkpoint, folder, max_to_keep=2)
        self.best = float("inf")

    @tf.function
    def step(self, distance, minutes):
        with tf.GradientTape() as tape:
            error = self.model(distance) - minutes
            loss = tf.reduce_mean(tf.square(error))
        weights = self.model.trainable_variables
        for weight, gradient in zip(weights, tape.gradient(loss, weights)):
            weight.assign_sub(0.01 * gradient)
        self.steps.assign_add(1)
        return loss

    def finish_step(self, loss):
        """Eager: what is done with the values of a step."""
        value = float(loss)
        if value < self.best:
            self.best = value
            self.manager.save(checkpoint_number=int(self.steps))
        log.info("step %d: %s", self.steps.numpy(), f"{value:.4f}")
        print(f"{int(self.steps):>3} {loss.numpy():.4f} {str(self.model.slope.dtype)}")
        return value

    def train(self, data):
        losses = [self.finish_step(self.step(*batch)) for batch in data]
        self.checkpoint.restore(self.manager.latest_checkpoint).expect_partial()
        return losses, os.path.basename(self.manager.latest_checkpoint)

    def predict(self, distance):
        return self.model(tf.constant(distance)).numpy().tolist()


def deliveries(count=4):
    rng = np.random.default_rng(12)
    for _ in range(count):
        distance = rng.uniform(1.0, 5.0, size=6).astype(np.float32)
        yield tf.constant(distance), tf.constant(3.0 * distance + 1.0)


def served():
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as printed:
        service = Service(folder)
        losses, latest = service.train(deliveries())
        return losses, latest, service.predict([1.0, 2.0]), printed.getvalue()


if __name__ == "__main__":
    graph = served()
    tf.config.run_functions_eagerly(True)
    eager = served()
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(graph[0], eager[0], rtol=1e-4)
    np.testing.assert_allclose(graph[2], eager[2], rtol=1e-4)
    assert graph[1] == eager[1] == "ckpt-3" and graph[3] == eager[3], (graph[3], eager[3])
    assert graph[3].count("\n") == 4
    print("proved")
