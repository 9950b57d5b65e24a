"""Preconditions of signal-processing functions, checked while the graph is built."""

from __future__ import annotations

import contextlib
import io
import logging
import math
import warnings

import numpy as np
import tensorflow as tf

log = logging.getLogger("signal")
_WINDOWS = {"hann": tf.signal.hann_window, "hamming": tf.signal.hamming_window}


def require_rank(x, rank: int, name: str):
    """Raises ValueError unless the rank of `x` is known and right."""
    if x.shape.rank != rank:
        print(f"{name}: got shape {x.shape}, dtype {x.dtype.name}")
        raise ValueError(f"{name} needs rank {rank}, not {x.shape.rank}")
    return x


def window(name: str, length: int):
    try:
        make = _WINDOWS[name]
    except KeyError:
        log.error("unknown window %r, known are %s", name, sorted(_WINDOWS))
        raise
    return make(length)


def hop_of(length: int, overlap: float) -> int:
    if not 0.0 <= overlap < 1.0:
        log.critical("overlap %s", overlap)
        raise ValueError("overlap is a share below 1")
    return max(1, int(length * (1.0 - overlap)))


@tf.function
def spectrogram(signal, length: int = 8, kind: str = "hann", overlap: float = 0.5):
    """Power spectrogram of a batch of signals."""
    signal = require_rank(signal, 2, "signal")
    if not math.log2(length).is_integer():
        warnings.warn("a length that is a power of two is faster", stacklevel=2)
    frames = tf.signal.frame(signal, length, hop_of(length, overlap))
    spectrum = tf.signal.rfft(frames * window(kind, length))
    return tf.abs(spectrum) ** 2


def rejected(**kwargs):
    """Whether eager and graph refuse the arguments with the same text."""
    texts = []
    for fn in (spectrogram, spectrogram.python_function):
        with contextlib.redirect_stdout(io.StringIO()) as out:
            try:
                fn(**kwargs)
            except (ValueError, KeyError) as error:
                texts.append((isinstance(error, KeyError), out.getvalue()))
    return len(texts) == 2 and texts[0] == texts[1]


if __name__ == "__main__":
    log.addHandler(logging.NullHandler())
    log.propagate = False
    for seed in range(3):
        signal = tf.random.stateless_normal([2, 32], [seed, 4])
        with contextlib.redirect_stdout(io.StringIO()) as out:
            for kwargs in ({}, {"kind": "hamming"}, {"overlap": 0.75}):
                eager = spectrogram.python_function(signal, **kwargs)
                np.testing.assert_allclose(eager, spectrogram(signal, **kwargs), rtol=1e-4, atol=1e-4)
        assert out.getvalue() == ""
    assert rejected(signal=tf.zeros([4]))
    assert rejected(signal=tf.zeros([2, 32]), kind="kaiser")
    assert rejected(signal=tf.zeros([2, 32]), overlap=1.5)
    print("proved")
