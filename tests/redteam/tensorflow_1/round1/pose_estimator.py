"""Estimates the pose of a mannequin from markers; the trainer has an old and a new way to make optimizers."""
import tensorflow as tf

MARKERS = 4


def heat(x, centre, width=0.5):
    return tf.exp(-tf.reduce_sum((x - centre) ** 2, axis=-1) / width)


class Pose(tf.Module):
    def __init__(self):
        super().__init__()
        self.joints = tf.Variable(tf.zeros([MARKERS, 2]), name="joints")

    @tf.function
    def energy(self, markers):
        return -tf.reduce_mean(heat(markers, self.joints)) + 0.01 * tf.reduce_sum(self.joints**2)


class Trainer:
    optimizer = None

    def __init__(self, pose, rate):
        self.pose = pose
        self.setup(rate)

    def setup(self, rate):
        self.optimizer = tf.keras.optimizers.Adam(rate)

    @tf.function
    def step(self, markers):
        with tf.GradientTape() as tape:
            energy = self.pose.energy(markers)
        self.optimizer.apply_gradients([(tape.gradient(energy, self.pose.joints), self.pose.joints)])
        return energy


class DecayTrainer(Trainer):
    def setup(self, rate):
        self.optimizer = tf.train.AdamOptimizer(learning_rate=rate, beta1=0.8)  # expect: tf1-variables


class HeadTrainer(Trainer):
    """Adds a head that says which way the mannequin looks."""

    def setup(self, rate):
        super().setup(rate)
        self.head = tf.layers.Dense(2, use_bias=False)  # expect: tf1-variables


def markers():
    return tf.constant([[0.2, 0.1], [-0.3, 0.4], [0.5, -0.2], [0.1, 0.6]])


if __name__ == "__main__":
    trainer = Trainer(Pose(), 0.05)
    energies = [float(trainer.step(markers())) for _ in range(10)]
    assert energies[-1] < energies[0]
    tf.config.run_functions_eagerly(True)
    reference = Trainer(Pose(), 0.05)
    assert abs(float(reference.step(markers())) - energies[0]) < 1e-5
    tf.config.run_functions_eagerly(False)
    for kind, name in ((DecayTrainer, "AdamOptimizer"), (HeadTrainer, "layers")):
        try:
            kind(Pose(), 0.05)
        except AttributeError as error:
            assert f"has no attribute '{name}'" in str(error), error
        else:
            raise AssertionError(name)
    print("proved")
