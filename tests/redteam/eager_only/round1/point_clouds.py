"""Features of point clouds, with many checks of what is known before any data."""
import abc
import enum

import tensorflow as tf


class Pooling(enum.Enum):
    MAX = "max"
    MEAN = "mean"


def check_cloud(points, dimensions=3):
    assert points.shape.rank == 3, f"(batch, point, axis) expected, got {points.shape}"
    assert points.dtype == tf.float32, f"float32 expected, got {points.dtype.name}"
    assert len(points.shape) == 3 and points.shape[-1] == dimensions
    assert isinstance(points, tf.Tensor) and points is not None
    if points.shape[1] is not None and points.shape[1] < 2:
        raise ValueError(f"a cloud has two points at least, not {points.shape[1]}")
    if not points.dtype.is_floating:
        raise TypeError("floating points only")


class Extractor(tf.Module, abc.ABC):
    def __init__(self, pooling):
        super().__init__()
        if not isinstance(pooling, Pooling):
            raise TypeError(f"no pooling: {pooling!r}")
        self.pooling = pooling

    def local(self, points):
        raise NotImplementedError("a subclass must say what is local")

    def pool(self, values):
        if self.pooling is Pooling.MAX:
            return tf.reduce_max(values, axis=1)
        elif self.pooling is Pooling.MEAN:
            return tf.reduce_mean(values, axis=1)
        raise AssertionError("all poolings are handled")

    @tf.function
    def __call__(self, points, training=False):
        assert not training, "there is nothing to train"
        check_cloud(points)
        try:
            values = self.local(points)
        except NotImplementedError:
            raise
        tf.debugging.assert_all_finite(values, "local features")
        tf.debugging.assert_greater(tf.shape(points)[1], 1, message="too few points")
        tf.Assert(tf.reduce_all(tf.abs(points) < 1e6), [points])
        return self.pool(values)


class Radial(Extractor):
    def local(self, points):
        centred = points - tf.reduce_mean(points, axis=1, keepdims=True)
        return tf.concat([centred, tf.norm(centred, axis=-1, keepdims=True)], axis=-1)


def clouds():
    return tf.random.stateless_normal([2, 6, 3], [8, 1])


if __name__ == "__main__":
    points = clouds()
    for kind in Pooling:
        radial = Radial(kind)
        graph = radial(points)
        tf.config.run_functions_eagerly(True)
        eager = radial(points)
        bare = Extractor(kind)
        for eagerly in (True, False):
            tf.config.run_functions_eagerly(eagerly)
            try:
                bare(points)
            except NotImplementedError as error:
                assert "a subclass must say" in str(error)
            else:
                raise AssertionError("the base class gave features")
        assert graph.shape == [2, 4] and bool(tf.reduce_all(tf.abs(graph - eager) < 1e-5))
    print("proved")
