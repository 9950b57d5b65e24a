"""Coaches archers from videos: evaluation between traced steps, in Python, with NumPy and plain numbers."""
import json
import math

import numpy as np
import tensorflow as tf


class Pose(tf.Module):
    """Angles of an arm to the place of an arrow."""

    def __init__(self):
        super().__init__()
        self.weights = tf.Variable(tf.fill([3, 2], 0.1))
        self.steps = tf.Variable(0, dtype=tf.int64)

    @tf.function(reduce_retracing=True)
    def predict(self, angles):
        return tf.tanh(angles @ self.weights)

    @tf.function(reduce_retracing=True)
    def train(self, angles, hits):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.predict(angles) - hits))
        self.weights.assign_sub(0.5 * tape.gradient(loss, self.weights))
        self.steps.assign_add(1)
        return loss


class Coach:
    """Its methods are Python's; only the model's are graphs."""

    def __init__(self, model, folds=2):
        self.model = model
        self.folds = folds
        self.journal = []

    def distance(self, angles, hits):
        predicted = self.model.predict(angles).numpy()
        errors = np.linalg.norm(predicted - hits, axis=1)
        return float(np.median(errors)), int(errors.argmax())

    def advice(self, angles, hits):
        median, worst = self.distance(angles, hits)
        if math.isnan(median) or bool(tf.reduce_any(tf.math.is_nan(angles))):
            raise ValueError("bad angles")
        rows = angles.shape[0]
        share = complex(worst, rows).real / rows
        return f"arrow {worst} of {rows}: {median:.3f}, {share:.0%}"

    def lesson(self, angles, hits):
        size = math.ceil(angles.shape[0] / self.folds)
        for start in range(0, angles.shape[0], size):
            part = slice(start, start + size)
            loss = self.model.train(angles[part], tf.constant(hits[part]))
            if np.isnan(loss) or float(loss) > 10.0:
                break
            step = int(self.model.steps.numpy())
            self.journal.append({"step": step, "loss": round(loss.numpy().item(), 4)})
        self.journal.append(self.advice(angles, hits))

    def saved(self):
        weights = {"weights": self.model.weights.numpy().round(3).tolist(), "journal": self.journal}
        return json.dumps(weights, indent=1)

    def restore(self, text):
        stored = json.loads(text)
        self.model.weights.assign(np.asarray(stored["weights"], np.float32))
        return max(float(abs(w)) for w in np.ravel(stored["weights"]))


def jitter(model, angles, count=3):
    """Sensitivity by finite differences; each row is an array until the model sees it."""
    base = model.predict(angles).numpy()
    out = np.zeros(count)
    for k in range(count):
        moved = np.array(angles)
        moved[:, k] += 0.1
        out[k] = np.abs(model.predict(tf.constant(moved)).numpy() - base).max()
    return out.round(4).tolist()


def season():
    rng = np.random.default_rng(23)
    coach = Coach(Pose())
    for _ in range(3):
        angles = rng.uniform(-1.0, 1.0, size=(6, 3)).astype(np.float32)
        hits = np.tanh(angles[:, :2] * 0.5)
        coach.lesson(tf.constant(angles), hits)
    return coach.saved(), jitter(coach.model, tf.constant(angles)), coach.restore(coach.saved())


if __name__ == "__main__":
    graph = season()
    tf.config.run_functions_eagerly(True)
    eager = season()
    tf.config.run_functions_eagerly(False)
    assert graph[1:] == eager[1:], (graph, eager)
    left, right = json.loads(graph[0]), json.loads(eager[0])
    np.testing.assert_allclose(left["weights"], right["weights"], atol=2e-3)
    assert len(left["journal"]) == len(right["journal"]) == 9
    assert [row for row in left["journal"] if isinstance(row, str)][-1].startswith("arrow ")
    print("proved")
