"""Voice activity detection: trims silence and estimates the noise floor from short-time energies."""
from __future__ import annotations

import tensorflow as tf

FRAME = 4
CANDIDATES = (0.9, 0.6, 0.3, 0.1)


def energies(signal: tf.Tensor) -> tf.Tensor:
    frames = tf.signal.frame(signal, FRAME, FRAME)
    return tf.reduce_mean(tf.square(frames), axis=-1)


@tf.function
def pick_threshold(signal: tf.Tensor) -> tf.Tensor:
    """The highest candidate that keeps at least half of the frames."""
    levels = energies(signal)
    chosen = tf.constant(0.0)
    for candidate in CANDIDATES:
        kept = tf.reduce_mean(tf.cast(levels > candidate, tf.float32))
        if kept >= 0.5:
            chosen = tf.constant(candidate)
            break  # expect: tf-tensor-break-in-python-loop
    return chosen


@tf.function
def pick_threshold_vectorised(signal: tf.Tensor) -> tf.Tensor:
    levels = energies(signal)
    candidates = tf.constant(CANDIDATES)
    kept = tf.reduce_mean(tf.cast(levels[tf.newaxis] > candidates[:, tf.newaxis], tf.float32), axis=1)
    return tf.reduce_max(tf.where(kept >= 0.5, candidates, 0.0))


@tf.function
def noise_floor(signal: tf.Tensor, threshold: tf.Tensor) -> tf.Tensor:
    levels = energies(signal)
    quiet = tf.boolean_mask(levels, levels <= threshold)
    if tf.size(quiet) > 0:  # expect: tf-branch-undefined
        floor = tf.reduce_mean(quiet)
    return threshold - floor


@tf.function
def safe_noise_floor(signal: tf.Tensor, threshold: tf.Tensor) -> tf.Tensor:
    levels = energies(signal)
    quiet = tf.boolean_mask(levels, levels <= threshold)
    floor = tf.constant(0.0)
    if tf.size(quiet) > 0:
        count = tf.cast(tf.size(quiet), tf.float32)
        floor = tf.reduce_sum(quiet) / count
    return threshold - floor


def utterance() -> tf.Tensor:
    loud, soft = [0.8, -0.9, 0.8, -0.9], [0.1, 0.0, -0.1, 0.0]
    return tf.constant(soft + loud + loud + soft)


if __name__ == "__main__":
    wave = utterance()
    limit = pick_threshold.python_function(wave)
    assert limit == pick_threshold_vectorised(wave) and abs(limit - 0.6) < 1e-6
    expected = noise_floor.python_function(wave, limit)
    assert abs(expected - safe_noise_floor(wave, limit)) < 1e-6

    failures = []
    for function, arguments in ((pick_threshold, (wave,)), (noise_floor, (wave, limit))):
        try:
            function(*arguments)
        except (NotImplementedError, ValueError) as error:
            failures.append(f"{type(error).__name__} {error}")
    assert len(failures) == 2
    assert "NotImplementedError" in failures[0]
    assert "break and return statements which depend on a TF condition" in failures[0]
    assert "'floor' must also be initialized in the else branch" in failures[1]
    assert "if tf.size(quiet) > 0:" in failures[1]
    print("proved")
