"""Daily volatility of a portfolio under an exponentially weighted covariance."""
import numpy as np
import tensorflow as tf

DECAY = 0.5
COVARIANCE = np.eye(3, dtype=np.float32)


def absorb(returns):
    """One more day of returns."""
    matrix = COVARIANCE
    matrix *= DECAY
    matrix += (1.0 - DECAY) * np.outer(returns, returns)


def shrink(matrix, amount=0.1):
    """Pulls the covariances towards zero, the variances stay."""
    diagonal = tf.linalg.diag(tf.linalg.diag_part(matrix))
    return (1.0 - amount) * matrix + amount * diagonal


def _variance(weights):
    matrix = shrink(tf.convert_to_tensor(COVARIANCE))  # expect: tf-global-read
    return tf.tensordot(weights, tf.linalg.matvec(matrix, weights), 1)


def _volatility(weights):
    return tf.sqrt(_variance(weights))


volatility = tf.function(_volatility, jit_compile=False)


def report(days, weights):
    """Volatility in the evening of each day."""
    weights = tf.constant(weights, tf.float32)
    evenings = [float(volatility(weights))]
    for returns in days:
        absorb(np.asarray(returns, np.float32))
        evenings.append(float(volatility(weights)))
    return evenings


if __name__ == "__main__":
    market = [[2.0, 0.0, 1.0], [0.0, 3.0, -1.0], [4.0, 1.0, 0.0]]
    tf.config.run_functions_eagerly(True)
    eager = report(market, [0.5, 0.25, 0.25])
    tf.config.run_functions_eagerly(False)
    np.copyto(COVARIANCE, np.eye(3))
    graph = report(market, [0.5, 0.25, 0.25])
    assert len(set(eager)) == 4
    assert len(set(graph)) == 1 and graph[0] == eager[0]
    assert volatility.experimental_get_tracing_count() == 1
    print("proved")
