"""An ensemble filter of tides: state lives in variables, numbers are read from them outside of graphs."""
import json

import numpy as np
import tensorflow as tf

MEMBERS = 4
PERIODS = np.array([12.42, 12.0, 25.82], dtype=np.float32)
OMEGA = 2.0 * np.pi / PERIODS


class Tides(tf.Module):
    def __init__(self):
        super().__init__()
        spread = np.linspace(-0.1, 0.1, MEMBERS, dtype=np.float32)[:, None]
        self.amplitudes = tf.Variable(np.ones((MEMBERS, len(PERIODS)), np.float32) + spread)
        self.hours = tf.Variable(0.0)
        self.log = tf.Variable(tf.zeros([0, 2]), shape=[None, 2])

    def basis(self, hours):
        return tf.cos(hours * OMEGA)

    @tf.function
    def step(self, measured):
        hours = self.hours.assign_add(1.0)
        levels = tf.linalg.matvec(self.amplitudes, self.basis(hours))
        members = float(self.amplitudes.shape[0])
        anomaly = levels - tf.reduce_mean(levels)
        design = self.amplitudes.read_value() - tf.reduce_mean(self.amplitudes, axis=0)
        covariance = tf.linalg.matvec(design, anomaly, transpose_a=True) / members
        gain = covariance / (tf.reduce_mean(tf.square(anomaly)) + 0.01)
        self.amplitudes.assign_add((measured - levels)[:, tf.newaxis] * gain)
        mean = tf.reduce_mean(levels)
        self.log.assign(tf.concat([self.log.value(), [[hours, mean]]], 0))
        return mean

    @property
    def state(self):
        """For reports; not used in graphs."""
        return {
            "hours": float(self.hours.numpy()),
            "amplitudes": self.amplitudes.numpy().mean(axis=0).round(3).tolist(),
            "spread": float(np.std(self.amplitudes)),
        }

    def __str__(self):
        return f"tides after {int(self.hours)} hours: {self.hours.numpy():.1f}"

    def dump(self):
        return json.dumps(self.state, sort_keys=True)


def run(measurements):
    tides = Tides()
    means = [tides.step(tf.constant(level)).numpy().item() for level in measurements]
    rows = tides.log.numpy()
    return means, json.loads(tides.dump()), str(tides), rows.shape, float(rows[:, 0].sum())


def harbour(count=5):
    t = np.arange(1, count + 1)
    return (1.2 * np.cos(t * OMEGA[0]) + 0.8 * np.cos(t * OMEGA[1])).astype(np.float32).tolist()


if __name__ == "__main__":
    graph = run(harbour())
    tf.config.run_functions_eagerly(True)
    eager = run(harbour())
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(graph[0], eager[0], rtol=1e-4)
    np.testing.assert_allclose(graph[1]["amplitudes"], eager[1]["amplitudes"], atol=2e-3)
    assert abs(graph[1]["spread"] - eager[1]["spread"]) < 1e-4
    assert graph[2:] == eager[2:] and graph[2].startswith("tides after 5 hours")
    print("proved")
