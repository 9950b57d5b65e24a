"""Scores with optional plugins; exceptions stay in Python, or are real at run time."""
import tensorflow as tf

SETTINGS = {"scale": "2.5", "bias": "none"}


def setting(name, default):
    """A number from the settings, or the default."""
    try:
        return float(SETTINGS[name])
    except (KeyError, ValueError):
        return default


def backend_name():
    try:
        import pooled_accelerator as backend
    except ImportError:
        return "plain"
    return backend.NAME


@tf.function
def score(features):
    """Settings are read while the graph is made, which is what is meant."""
    scale = setting("scale", 1.0)
    bias = setting("bias", 0.5)
    if backend_name() == "plain":
        features = tf.identity(features)
    logits = scale * tf.reduce_sum(features, axis=-1) + bias
    try:
        flat = tf.reshape(logits, [-1, 2])
    except (ValueError, tf.errors.InvalidArgumentError) as error:
        raise ValueError("scores come in pairs") from error
    if tf.reduce_max(flat) > 10.0:
        flat = flat / tf.reduce_max(flat)
    return flat


def _inverse(matrix):
    """Runs eagerly, so that the handler works."""
    try:
        return tf.linalg.inv(matrix)
    except tf.errors.InvalidArgumentError:
        return tf.linalg.pinv(matrix)


@tf.function
def whiten(batch, covariance):
    scope = tf.name_scope("whitening")
    scope.__enter__()
    try:
        inverse = tf.py_function(_inverse, [covariance], tf.float32)
        inverse.set_shape([2, 2])
        result = tf.linalg.matmul(batch, inverse)
    finally:
        scope.__exit__(None, None, None)
    return result


@tf.function
def parse(texts):
    safe = tf.where(tf.strings.regex_full_match(texts, r"-?\d+(\.\d+)?"), texts, "0")
    return tf.strings.to_number(safe)


@tf.function
def checked_log(values):
    tf.debugging.assert_positive(values, "logarithm of a negative number")
    return tf.math.log(values)


def robust_log(values):
    """The graph fails when it runs, here; the fallback is eager."""
    try:
        return checked_log(values)
    except tf.errors.InvalidArgumentError:
        return tf.math.log(tf.maximum(values, 1e-6))


def main():
    batch = tf.constant([[1.0, 2.0], [0.5, 0.1]])
    whitened = whiten(batch, tf.ones([2, 2]))
    return score(whitened), parse(tf.constant(["1.5", "oops"])), robust_log(tf.constant([-1.0, 1.0]))


if __name__ == "__main__":
    batch = tf.constant([[1.0, 2.0], [0.5, 0.1]])
    scored, parsed, logs = main()
    assert parsed.numpy().tolist() == [1.5, 0.0] and float(logs[1]) == 0.0 and float(logs[0]) < -13.0
    for features in (batch, 100.0 * batch):
        ours, theirs = score(features), score.python_function(features)
        assert float(tf.reduce_max(tf.abs(ours - theirs))) < 1e-5
    for covariance in (tf.ones([2, 2]), 2.0 * tf.eye(2)):
        ours, theirs = whiten(batch, covariance), whiten.python_function(batch, covariance)
        assert float(tf.reduce_max(tf.abs(ours - theirs))) < 1e-5
    odd = tf.TensorSpec([3, 2], tf.float32)
    for attempt in (lambda: score.get_concrete_function(odd), lambda: score.python_function(tf.ones([3, 2]))):
        try:
            attempt()
        except ValueError as error:
            assert "scores come in pairs" in str(error)
        else:
            raise AssertionError("three scores make no pairs")
    texts = tf.constant(["3", "x", "-2.5"])
    assert parse(texts[:2]).numpy().tolist() == parse.python_function(texts[:2]).numpy().tolist()
    print("proved")
