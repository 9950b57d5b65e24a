"""Alternating least squares for a music recommender."""
import numpy as np
import tensorflow as tf

RANK = 2


@tf.function
def solve_users(items, ratings):
    """Solves the normal equations of all users; singular ones get a ridge."""
    gram = tf.matmul(items, items, transpose_a=True)
    right = tf.matmul(items, ratings, transpose_a=True, transpose_b=True)
    try:  # allow: tf-try-except
        users = tf.linalg.solve(gram, right)
    except tf.errors.InvalidArgumentError:  # expect: tf-try-except
        users = tf.linalg.solve(gram + 0.1 * tf.eye(RANK), right)
    return tf.transpose(users)


@tf.function
def rating_of(table, user, item):
    """The stored rating; unknown pairs count as zero."""
    try:  # allow: tf-try-except
        value = table[user][item]
    except Exception:  # expect: tf-try-except
        value = tf.constant(0.0)
    return value


@tf.function
def shifted(ratings, offsets):
    """Nothing here waits for an error at run time."""
    try:
        width = int(offsets["width"])
    except KeyError:
        width = 1
    try:
        return tf.roll(ratings, width, axis=1)
    finally:
        del width


def library():
    items = tf.constant([[1.0, 2.0], [2.0, 4.0], [0.5, 1.0]])
    ratings = tf.constant([[5.0, 4.0, 1.0], [1.0, 2.0, 5.0]])
    return items, ratings


def fit():
    items, ratings = library()
    users = solve_users(items * 0.0, ratings)
    unknown = rating_of(ratings, tf.constant(7), tf.constant(0))
    return users, unknown, shifted(ratings, {})


def graph_error(function, *args):
    try:
        function(*args)
    except tf.errors.InvalidArgumentError as error:
        return str(error)
    raise AssertionError("the graph recovered")


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    solution, missing, rolled = fit()
    assert np.isfinite(solution.numpy()).all() and float(missing) == 0.0
    tf.config.run_functions_eagerly(False)
    songs, stars = library()
    assert "not invertible" in graph_error(solve_users, songs * 0.0, stars)
    assert "out of bounds" in graph_error(rating_of, stars, tf.constant(7), tf.constant(0))
    assert float(rating_of(stars, tf.constant(1), tf.constant(2))) == 5.0
    assert (shifted(stars, {}).numpy() == rolled.numpy()).all()
    print("proved")
