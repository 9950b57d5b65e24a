"""Lengths of Collatz orbits as a data set, for a model that guesses them from the digits."""
import tensorflow as tf


def orbit_length(n, steps):
    if n <= 1:
        return steps
    following = n // 2 if n % 2 == 0 else 3 * n + 1
    return orbit_length(following, steps + 1)  # expect: tf-recursion


def orbit_length_by_loop(n, steps):
    while n > 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
        steps += 1
    return steps


def digits(n, width=4):
    places = 10 ** tf.range(width, dtype=tf.int64)
    return (n // places) % 10


def example(count):
    def make(n):
        return tf.cast(digits(n), tf.float32), count(n, tf.constant(0, tf.int64))

    return make


def dataset(count, limit=8):
    numbers = tf.data.Dataset.range(1, limit + 1)
    return numbers.map(example(count)).batch(4)


class Guess(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([3.0, 1.0, 1.0, 1.0])

    @tf.function
    def error(self, digits, lengths):
        guessed = tf.linalg.matvec(digits, self.w)
        return tf.reduce_mean(tf.abs(guessed - tf.cast(lengths, tf.float32)))


if __name__ == "__main__":
    zero = tf.constant(0, tf.int64)
    eager = [int(orbit_length(tf.constant(n, tf.int64), zero)) for n in range(1, 9)]
    assert eager == [0, 1, 7, 2, 5, 8, 16, 3]
    lengths, errors, model = [], [], Guess()
    for digit_rows, counts in dataset(orbit_length_by_loop):
        lengths += counts.numpy().tolist()
        error = model.error(digit_rows, counts)
        assert abs(float(error) - float(Guess.error.python_function(model, digit_rows, counts))) < 1e-5
    assert lengths == eager
    try:
        dataset(orbit_length)
    except Exception as error:
        assert "maximum recursion depth exceeded" in str(error), error
    else:
        raise AssertionError("orbits were mapped")
    print("proved")
