"""Runs quantised keyword models on a simulated accelerator whose client looks like a session."""
import contextlib
from dataclasses import dataclass, field

import numpy as np
import tensorflow as tf


@dataclass(frozen=True)
class Slot:
    """An input of a program on the device."""

    name: str
    shape: tuple


def placeholder(name, shape):
    return Slot(name, tuple(shape))


@dataclass
class Session:
    """A connection to the device; programs are NumPy functions."""

    programs: dict = field(default_factory=dict)
    opened: bool = False

    def load(self, name, program):
        self.programs[name] = program

    def run(self, fetches, feed_dict):
        assert self.opened, "the session is closed"
        values = {slot.name: np.asarray(value).reshape(slot.shape) for slot, value in feed_dict.items()}
        return [self.programs[fetch](**values) for fetch in fetches]


@contextlib.contextmanager
def default_session(programs):
    session = Session(dict(programs), opened=True)
    yield session
    session.opened = False


class Keywords(tf.Module):
    def __init__(self, bands=6, words=3):
        super().__init__()
        self.kernel = tf.Variable(tf.random.stateless_normal([bands, words], [1, 8]))

    @tf.function
    def logits(self, spectrum):
        return tf.linalg.matvec(self.kernel, tf.math.log1p(spectrum), transpose_a=True)

    def program(self):
        scale = float(tf.reduce_max(tf.abs(self.kernel))) / 127.0
        quantised = np.round(self.kernel.numpy() / scale).astype(np.int8)
        return lambda spectrum: np.log1p(spectrum) @ quantised * scale


def compare(model, spectra):
    spectrum = placeholder("spectrum", [6])
    gaps = []
    with default_session({"logits": model.program()}) as sess:
        for row in spectra:
            (on_device,) = sess.run(["logits"], feed_dict={spectrum: row})
            gaps.append(float(np.max(np.abs(on_device - model.logits(tf.constant(row)).numpy()))))
    return gaps


if __name__ == "__main__":
    model = Keywords()
    spectra = np.random.default_rng(2).random((4, 6)).astype(np.float32)
    gaps = compare(model, spectra)
    assert len(gaps) == 4 and max(gaps) < 0.1, gaps
    eager = Keywords.logits.python_function(model, tf.constant(spectra[0]))
    assert np.allclose(eager, model.logits(tf.constant(spectra[0])), atol=1e-6)
    print("proved")
