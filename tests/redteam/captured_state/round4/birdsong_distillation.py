"""Distils a large bird-call classifier into a small one, first with a frozen front end."""
import numpy as np
import tensorflow as tf

SPECIES = 4
BANDS = 10


class TemperatureAnnealer:
    def __init__(self, start=8.0, end=1.0, epochs=6):
        self.temperature = start
        self.factor = (end / start) ** (1.0 / (epochs - 1))

    def advance(self):
        self.temperature *= self.factor
        return self.temperature


class Teacher(tf.Module):
    """Calibrated once, before anything is compiled."""

    def __init__(self, seed=5):
        super().__init__()
        kernel = tf.random.stateless_normal([BANDS, SPECIES], seed=[seed, 0])
        self.kernel = tf.Variable(kernel, trainable=False)
        self.temperature = 1.0

    def calibrate(self, temperature):
        self.temperature = temperature
        return self

    def __call__(self, spectra):
        return tf.matmul(spectra, self.kernel) / self.temperature


class Student(tf.Module):
    def __init__(self):
        super().__init__()
        self.front = tf.Variable(tf.eye(BANDS), name="front")
        self.head = tf.Variable(tf.zeros([BANDS, SPECIES]), name="head")

    def __call__(self, spectra):
        return tf.matmul(tf.matmul(spectra, self.front), self.head)


class Distiller:
    def __init__(self, teacher, student, rate=0.1):
        self.teacher = teacher
        self.student = student
        self.rate = rate
        self.annealer = TemperatureAnnealer()
        self.frozen = True

    @tf.function
    def train_step(self, spectra, temperature, frozen):
        soft = tf.nn.softmax(self.teacher(spectra) / temperature)
        weights = [self.student.head] if frozen else [self.student.head, self.student.front]
        with tf.GradientTape() as tape:
            logits = self.student(spectra) / temperature
            loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(soft, logits))
        for weight, gradient in zip(weights, tape.gradient(loss, weights)):
            weight.assign_sub(self.rate * gradient)
        return temperature

    def fit(self, batches, epochs, unfreeze_at):
        seen = []
        for epoch in range(epochs):
            self.frozen = epoch < unfreeze_at
            temperature = tf.constant(self.annealer.temperature, tf.float32)
            for spectra in batches:
                used = self.train_step(spectra, temperature, frozen=self.frozen)
            seen.append((float(used), float(tf.norm(self.student.front - tf.eye(BANDS)))))
            self.annealer.advance()
        return seen


def main():
    recordings = np.random.default_rng(77).normal(size=(3, 16, BANDS)).astype(np.float32)
    teacher = Teacher().calibrate(2.0)
    distiller = Distiller(teacher, Student())
    return distiller, distiller.fit(list(recordings), epochs=6, unfreeze_at=3)


if __name__ == "__main__":
    distiller, seen = main()
    assert distiller.train_step.experimental_get_tracing_count() == 2
    assert [moved > 0.0 for _, moved in seen] == [False] * 3 + [True] * 3
    assert abs(seen[0][0] - 8.0) < 1e-5 and abs(seen[-1][0] - 1.0) < 1e-4
    tf.config.run_functions_eagerly(True)
    assert np.allclose(main()[1], seen, atol=1e-5)
    print("proved")
