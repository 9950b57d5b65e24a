"""Filters chat messages: scores by several checks, wrapped by decorators of the project."""
import functools

import tensorflow as tf

REGISTRY = {}


def check(name):
    """Registers a check under a name."""

    def register(function):
        @functools.wraps(function)
        def wrapper(scores, limit):
            return function(scores, limit)

        REGISTRY[name] = wrapper
        return wrapper

    return register


@check("range")
def in_range(scores, limit):
    """Scores are probabilities."""
    assert tf.reduce_max(scores) <= 1.0  # expect: tf-tensor-assert
    return scores


@check("staged range")
def staged_in_range(scores, limit):
    assert limit.shape == (), "one limit for all"
    tf.debugging.assert_less_equal(tf.reduce_max(scores), 1.0)
    return scores


@check("toxicity")
def not_toxic(scores, limit):
    worst = tf.reduce_max(scores)
    if worst <= limit:
        return scores
    else:
        raise PermissionError("a message was blocked")  # expect: tf-tensor-raise


@check("masked toxicity")
def masked(scores, limit):
    if limit.dtype != scores.dtype:
        raise TypeError(f"limit of {limit.dtype}")
    return tf.where(scores <= limit, scores, 0.0)


def pipeline(*names):
    """One traced function that applies the checks in order."""
    checks = [REGISTRY[name] for name in names]

    @tf.function
    def run(scores, limit):
        for function in checks:
            scores = function(scores, limit)
        return tf.reduce_sum(scores)

    return run


strict = pipeline("range")
blocking = pipeline("staged range", "toxicity")
masking = pipeline("staged range", "masked toxicity")


def messages():
    return tf.constant([0.1, 0.2, 0.05]), tf.constant(0.5)


if __name__ == "__main__":
    scores, limit = messages()
    expected = masking.python_function(scores, limit)
    assert strict.python_function(scores, limit) == blocking.python_function(scores, limit) == expected
    assert masking(scores, limit) == expected
    loud = tf.constant([0.1, 0.9, 0.05])
    assert masking(loud, limit) == masking.python_function(loud, limit)
    try:
        strict(scores, limit)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "assert tf.reduce_max(scores) <= 1.0" in str(error), error
    else:
        raise AssertionError("an assertion on a tensor was traced")
    try:
        blocking(scores, limit)
    except Exception as error:
        assert 'raise PermissionError("a message was blocked")' in str(error), error
    else:
        raise AssertionError("the raise was conditional")
    try:
        masking(tf.constant([2.0, 0.0, 0.0]), limit)
    except tf.errors.InvalidArgumentError:
        print("proved")
