"""Monthly export of a loan score: cut-off and version travel with each release."""
import pathlib
import tempfile

import numpy as np
import tensorflow as tf


class LoanScore(tf.Module):
    def __init__(self, features):
        super().__init__()
        self.coefficients = tf.Variable(tf.ones([features]))
        self.cutoff = tf.Variable(0.0, trainable=False)
        self.version = 0
        self.notes = []

    def release(self, cutoff, note):
        self.version += 1
        self.notes.append(note)
        self.cutoff.assign(cutoff)

    @tf.function(input_signature=[tf.TensorSpec([None, 4], tf.float32)])
    def accept(self, applicants):
        return tf.linalg.matvec(applicants, self.coefficients) > self.cutoff

    @tf.function
    def explain(self, applicants, normalise=False):
        parts = applicants * self.coefficients
        if normalise:
            parts = parts / tf.reduce_sum(tf.abs(parts), axis=-1, keepdims=True)
        return parts


def export(score, root):
    folder = pathlib.Path(root, f"v{score.version}")
    spec = tf.TensorSpec([None, 4], tf.float32)
    for flag in (False, True):
        score.explain.get_concrete_function(spec, normalise=flag)
    tf.saved_model.save(score, str(folder))
    return folder


def monthly_releases(root, applicants):
    score = LoanScore(features=4)
    folders = []
    for cutoff, note in [(-1.0, "pilot"), (0.0, "launch"), (1.5, "stricter")]:
        score.release(cutoff, note)
        folders.append(export(score, root))
    accepted = []
    for folder in folders:
        served = tf.saved_model.load(str(folder))
        parts = served.explain(applicants, normalise=True)
        accepted.append((int(np.sum(served.accept(applicants))), parts.shape[0]))
    return score, accepted


def main(root):
    applicants = tf.constant(np.random.default_rng(6).normal(size=(500, 4)), tf.float32)
    score, accepted = monthly_releases(root, applicants)
    return score, accepted, applicants


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as root:
        score, accepted, applicants = main(root)
    sums = applicants.numpy().sum(axis=1)
    wanted = [int((sums > cutoff).sum()) for cutoff in (-1.0, 0.0, 1.5)]
    assert [count for count, _ in accepted] == wanted and len(set(wanted)) == 3
    assert score.version == 3 and score.notes[-1] == "stricter"
    assert score.accept.experimental_get_tracing_count() <= 2
    assert score.explain.experimental_get_tracing_count() <= 4
    print("proved")
