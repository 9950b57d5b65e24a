"""A Kalman filter that follows a point with constant velocity from noisy positions."""
import typing

import numpy as np
import tensorflow as tf
from numpy.linalg import inv

DT = 1.0
TRANSITION = np.array([[1.0, DT], [0.0, 1.0]], np.float32)
OBSERVE = np.array([[1.0, 0.0]], np.float32)
NOISE = 0.01 * np.eye(2, dtype=np.float32)


class Belief(typing.NamedTuple):
    mean: tf.Tensor
    covariance: tf.Tensor


def predict(belief):
    mean = TRANSITION @ belief.mean
    covariance = TRANSITION @ belief.covariance @ TRANSITION.T + NOISE
    return Belief(mean, covariance)


def correct(belief, position, invert):
    innovation = position - OBSERVE @ belief.mean
    spread = OBSERVE @ belief.covariance @ OBSERVE.T + np.float32(0.1)
    gain = belief.covariance @ OBSERVE.T @ invert(spread)
    return Belief(belief.mean + gain @ innovation, belief.covariance - gain @ OBSERVE @ belief.covariance)


@tf.function
def track(mean, covariance, position):
    return correct(predict(Belief(mean, covariance)), position, tf.linalg.inv)


@tf.function
def track_fast(mean, covariance, position):
    """Inverts the small matrix outside of TensorFlow."""
    prior = predict(Belief(mean, covariance))
    spread = OBSERVE @ prior.covariance @ OBSERVE.T + np.float32(0.1)
    gain = prior.covariance @ OBSERVE.T @ inv(spread)  # expect: tf-numpy-op
    return prior.mean + gain @ (position - OBSERVE @ prior.mean)


@tf.function
def mahalanobis(mean, covariance, position):
    offset = position - OBSERVE @ mean
    root = np.linalg.cholesky(covariance)[:1, :1]  # expect: tf-numpy-op
    return tf.reduce_sum(tf.square(offset / root))


def prior_state():
    return tf.constant([[0.0], [1.0]]), tf.eye(2), tf.constant([[1.2]])


if __name__ == "__main__":
    state = prior_state()
    posterior = track(*state)
    assert np.allclose(posterior.mean, track.python_function(*state).mean)
    assert np.allclose(track_fast.python_function(*state), posterior.mean, atol=1e-5)
    assert abs(float(mahalanobis.python_function(*state)) - 1.44) < 1e-5
    for traced, culprit in ((track_fast, "inv(spread)"), (mahalanobis, "np.linalg.cholesky(covariance)")):
        try:
            traced(*state)
        except NotImplementedError as error:
            assert "Cannot convert a symbolic tf.Tensor" in str(error) and culprit in str(error), error
        else:
            raise AssertionError(culprit)
    print("proved")
