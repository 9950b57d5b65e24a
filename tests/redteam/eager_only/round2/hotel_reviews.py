"""Scores hotel reviews; Python code that needs values runs behind py_function and numpy_function."""
import functools
import math

import numpy as np
import tensorflow as tf

GOOD = frozenset({"clean", "quiet", "friendly"})
BAD = frozenset({"noisy", "dirty"})


class Lexicon:
    def __init__(self, good, bad):
        self.good, self.bad = good, bad

    def score(self, text):
        """Called with an eager tensor."""
        words = text.numpy().decode().lower().split()
        assert text.dtype == tf.string and len(words) > 0, f"no words in {text}"
        if bool(tf.strings.length(text) > 500):
            raise ValueError(f"too long: {text}")
        return float(sum((word in self.good) - (word in self.bad) for word in words))


def damped(strength, scores, stars):
    average = float(np.mean(scores)) + math.tanh(float(stars))
    return np.float32(strength * average)


def verdict(score):
    return "recommended" if score.numpy() > 0 else f"avoided ({float(score):.1f})"


lexicon = Lexicon(GOOD, BAD)
gently = functools.partial(damped, 0.5)


def python_score(text):
    score = tf.py_function(lexicon.score, [text], tf.float32)
    score.set_shape([])
    return score


@tf.function
def review(texts, stars):
    """Scores, their sorted running sum and a verdict."""
    scores = tf.stack([python_score(text) for text in tf.unstack(texts)])
    order = tf.numpy_function(np.argsort, [scores], tf.int64)
    running = tf.numpy_function(lambda values: np.cumsum(np.sort(values)), [scores], tf.float32)
    total = tf.numpy_function(func=gently, inp=[scores, stars], Tout=tf.float32)
    text = tf.py_function(verdict, [total], tf.string)
    return scores, order, running, text


@tf.function
def shouted(texts):
    upper = tf.map_fn(lambda text: tf.py_function(lambda t: t.numpy().upper(), [text], tf.string), texts)
    return tf.ensure_shape(upper, texts.shape)


def guests():
    return tf.constant(["Clean and quiet rooms", "noisy dirty but friendly", "noisy"]), tf.constant(2.0)


if __name__ == "__main__":
    graph, eager = review(*guests()), review.python_function(*guests())
    assert all(np.array_equal(a, b) for a, b in zip(graph, eager)), (graph, eager)
    assert graph[0].numpy().tolist() == [2.0, -1.0, -1.0] and graph[3].numpy() == b"recommended"
    assert shouted(guests()[0]).numpy()[2] == b"NOISY"
    print("proved")
