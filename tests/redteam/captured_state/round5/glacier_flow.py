"""Fit the flow of a glacier; the smoothness penalty is relaxed step by step."""
import tensorflow as tf


class FlowModel(tf.Module):
    """Velocity along a profile with a penalty that can be set from outside."""

    def __init__(self, points, penalty=1.0):
        super().__init__()
        self.velocity = tf.Variable(tf.range(points, dtype=tf.float32))
        self._penalty = tf.Variable(penalty, trainable=False)

    @property
    def penalty(self):
        return self._penalty

    @penalty.setter
    def penalty(self, value):
        self._penalty.assign(value)

    def roughness(self):
        return tf.reduce_mean(tf.square(self.velocity[1:] - self.velocity[:-1]))

    @tf.function
    def misfit(self, observed):
        data = tf.reduce_mean(tf.square(self.velocity - observed))
        return data + self.penalty * self.roughness()


class Relaxation:
    def __init__(self, model, factor):
        self.model = model
        self.factor = factor
        self.penalty = 1.0

    def next(self):
        self.penalty *= self.factor
        self.model.penalty = self.penalty
        return self.penalty


def invert(rounds):
    model = FlowModel(4)
    relaxation = Relaxation(model, factor=0.5)
    observed = tf.range(4, dtype=tf.float32)
    misfits, penalties = [], []
    for _ in range(rounds):
        penalties.append(relaxation.next())
        misfits.append(float(model.misfit(observed)))
    return misfits, penalties, model


if __name__ == "__main__":
    found, expected, kept = invert(4)
    assert found == expected == [0.5, 0.25, 0.125, 0.0625], found
    assert kept.misfit.experimental_get_tracing_count() == 1
    print("proved")
