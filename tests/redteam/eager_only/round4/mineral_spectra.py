"""Matches spectra of minerals with a library, which is NumPy arrays throughout, even within graphs."""
import dataclasses
import statistics

import numpy as np
import tensorflow as tf


@dataclasses.dataclass(frozen=True, eq=False)
class Spectrum:
    name: str
    values: np.ndarray

    def numpy(self):
        return np.asarray(self.values, np.float32)

    def peak(self):
        return self.values.argmax().item()

    def tolist(self):
        return self.values.round(3).tolist()

    def describe(self):
        return f"{self.name} ({len(self.values)} bands, peak {self.peak()}, mean {self.values.mean():.2f})"


class Library:
    def __init__(self, *spectra):
        self.spectra = spectra

    def matrix(self):
        rows = np.stack([s.numpy() for s in self.spectra])
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def spread(self):
        return statistics.pstdev(float(s.values.max()) for s in self.spectra)

    def item(self, index):
        return self.spectra[index]


def wave(peak, bands=6):
    return np.exp(-0.5 * (np.arange(bands) - peak) ** 2)


LIBRARY = Library(Spectrum("quartz", wave(1)), Spectrum("mica", wave(3)), Spectrum("gypsum", wave(4)))


@tf.function
def match(measured):
    """The name, the similarity, and a text about the best match."""
    unit = measured / tf.norm(measured)
    scores = tf.linalg.matvec(LIBRARY.matrix(), unit)
    best = tf.argmax(scores)
    names = tf.constant([s.name for s in LIBRARY.spectra])
    texts = tf.constant([s.describe() for s in LIBRARY.spectra])
    return names[best], scores[best], texts[best]


@tf.function
def mixture(measured):
    basis = np.transpose(LIBRARY.matrix())
    gram = basis.T @ basis + 1e-3 * np.eye(len(LIBRARY.spectra), dtype=np.float32)
    inverse = np.linalg.inv(gram).astype(np.float32)
    shares = tf.linalg.matvec(np.dot(inverse, basis.T), measured)
    largest = LIBRARY.item(int(np.argmax([s.values.max() for s in LIBRARY.spectra]))).tolist()
    return tf.nn.relu(shares) / (1.0 + LIBRARY.spread()), tf.constant(largest)


def baseline(measured):
    """Works on what it gets: arrays stay arrays, tensors stay tensors."""
    if isinstance(measured, np.ndarray):
        return measured - measured.min()
    return measured - tf.reduce_min(measured)


@tf.function
def corrected(measured):
    reference = baseline(LIBRARY.item(0).numpy())
    return baseline(measured) * float(reference.max()) + reference.sum()


def rocks():
    rng = np.random.default_rng(16)
    for peak in (1, 3, 2):
        noise = 0.05 * rng.uniform(size=6)
        yield tf.constant((wave(peak) + noise).astype(np.float32))


def plain(result):
    return [np.asarray(v) for v in tf.nest.flatten(result)]


if __name__ == "__main__":
    for rock in rocks():
        for function in (match, mixture, corrected):
            for a, b in zip(plain(function(rock)), plain(function.python_function(rock))):
                assert a.dtype == b.dtype
                if a.dtype.kind == "f":
                    np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-5)
                else:
                    assert a == b
    assert match(next(rocks()))[0] == b"quartz"
    print("proved")
