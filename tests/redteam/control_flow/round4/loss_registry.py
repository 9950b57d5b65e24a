"""Losses that refuse what they cannot handle: abstract bases, modes, shapes and dtypes."""
import numpy as np
import tensorflow as tf


class Loss:
    def __init__(self, reduction="mean"):
        if reduction not in ("mean", "sum", "none"):
            raise ValueError(f"unknown reduction {reduction!r}")
        self.reduction = reduction

    def pointwise(self, target, prediction):
        raise NotImplementedError(type(self).__name__)

    @tf.function
    def compute(self, target, prediction, weights=None):
        if target.dtype != prediction.dtype:
            raise TypeError(f"{target.dtype} against {prediction.dtype}")
        if target.shape.rank is not None and target.shape.rank != prediction.shape.rank:
            raise ValueError(f"shapes {target.shape} and {prediction.shape}")
        values = self.pointwise(target, prediction)
        if weights is not None:
            values = values * weights
        return self.reduce(values)

    def reduce(self, values):
        if self.reduction == "mean":
            return tf.reduce_mean(values)
        if self.reduction == "sum":
            return tf.reduce_sum(values)
        if self.reduction == "none":
            return values
        raise AssertionError("unreachable")


class Huber(Loss):
    def __init__(self, delta=1.0, **kwargs):
        super().__init__(**kwargs)
        if delta <= 0:
            raise ValueError("delta must be positive")
        self.delta = delta

    def pointwise(self, target, prediction):
        error = tf.abs(target - prediction)
        return tf.where(error < self.delta, 0.5 * error**2, self.delta * (error - 0.5 * self.delta))


class Adaptive(Loss):
    """Squares errors while they are small on average."""

    def pointwise(self, target, prediction):
        error = tf.abs(target - prediction)
        if tf.reduce_mean(error) < 1.0:
            if self.reduction == "sum":
                error = error / tf.cast(tf.size(error), error.dtype)
            return error**2
        return error


REGISTRY = {"huber": Huber, "adaptive": Adaptive}


def make(name, **kwargs):
    try:
        return REGISTRY[name](**kwargs)
    except KeyError:
        raise LookupError(f"no loss called {name}") from None


def main():
    target = tf.constant([0.0, 1.0, 2.0])
    close, far = target + 0.5, target - 4.0
    huber, adaptive = make("huber", delta=2.0), make("adaptive", reduction="none")
    return [huber.compute(target, close, tf.ones([3])), adaptive.compute(target, close), adaptive.compute(target, far)]


if __name__ == "__main__":
    traced = main()
    tf.config.run_functions_eagerly(True)
    for left, right in zip(traced, main(), strict=True):
        np.testing.assert_allclose(left, right)
    strict, abstract = Huber(), Loss()
    wrong = [
        (TypeError, strict, tf.zeros([2], tf.float64)),
        (ValueError, strict, tf.zeros([2, 1])),
        (NotImplementedError, abstract, tf.zeros([2])),
    ]
    for eagerly in (True, False):  # the same exception in both worlds
        tf.config.run_functions_eagerly(eagerly)
        for kind, loss, prediction in wrong:
            try:
                loss.compute(tf.zeros([2]), prediction)
            except kind:
                continue
            raise AssertionError(kind)
    print("proved")
