"""Sharpens small images: pixels first, an adversarial term in the last phase."""
import tensorflow as tf


def in_graph(method):
    """Compiles a method without conversion of its control flow."""
    return tf.function(method, autograph=False)


class PhasedTrainer:
    """Runs a step through named phases."""

    phases = (("pixels", 0.0),)

    def __init__(self):
        self.phase = "idle"
        self.weight = 0.0

    def enter(self, phase, weight):
        self.phase, self.weight = phase, weight

    def fit(self, images, steps):
        history = {}
        for phase, weight in self.phases:
            self.enter(phase, weight)
            history[phase] = [float(self.step(images)) for _ in range(steps)]
        return history

    def step(self, images):
        raise NotImplementedError


class Sharpener(PhasedTrainer):
    phases = (("pixels", 0.0), ("adversarial", 2.0))

    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(0.5)
        self.critic = tf.Variable(-1.0)

    def realism(self, images):
        return tf.reduce_mean(tf.sigmoid(self.critic * images))

    def objective(self, images):
        output = images * self.kernel
        pixels = tf.reduce_mean(tf.square(output - images))
        return pixels + self.weight * self.realism(output)  # expect: tf-attribute-read

    @in_graph
    def step(self, images):
        with tf.GradientTape() as tape:
            loss = self.objective(images)
        self.kernel.assign_sub(0.1 * tape.gradient(loss, self.kernel))
        return loss


def run(steps=3):
    trainer = Sharpener()
    images = tf.reshape(tf.linspace(0.0, 1.0, 16), [1, 4, 4, 1])
    return trainer.fit(images, steps)


if __name__ == "__main__":
    graph = run()
    tf.config.run_functions_eagerly(True)
    eager = run()
    assert abs(graph["pixels"][0] - eager["pixels"][0]) < 1e-6
    assert graph["adversarial"][0] < graph["pixels"][-1]
    assert eager["adversarial"][0] > eager["pixels"][-1] + 0.5
    print("proved")
