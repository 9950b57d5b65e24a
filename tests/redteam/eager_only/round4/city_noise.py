"""Maps of noise in cities: windows and statistics for stations, whose number is not known beforehand."""
import tensorflow as tf

LEVELS = tf.TensorSpec([None, 4], tf.float32)


class Aggregator(tf.Module):
    """Base class; subclasses summarise a batch."""

    def summarise(self, levels):
        raise NotImplementedError

    @tf.function(input_signature=[LEVELS])
    def __call__(self, levels):
        return self.summarise(levels)


class Mean(Aggregator):
    def summarise(self, levels):
        return tf.reduce_sum(levels, axis=0) / levels.shape[0]  # expect: tf-static-shape


class StagedMean(Aggregator):
    def summarise(self, levels):
        return tf.reduce_sum(levels, axis=0) / tf.cast(tf.shape(levels)[0], tf.float32)


class Pairwise(Aggregator):
    """Differences of all pairs of stations."""

    def summarise(self, levels):
        total = tf.zeros([levels.shape[-1]])
        for k in range(levels.shape[0] - 1):  # expect: tf-static-shape
            total += tf.abs(levels[k + 1] - levels[k])
        return total


class StagedPairwise(Aggregator):
    def summarise(self, levels):
        total = tf.zeros([levels.shape[-1]])
        for k in range(len(levels) - 1):
            total += tf.abs(levels[k + 1] - levels[k])
        return total


class Weighted(Aggregator):
    """Weights by station; known sizes are numbers, others are asked of the tensor."""

    def summarise(self, levels):
        stations, hours = levels.shape
        count = stations if stations is not None else tf.shape(levels)[0]
        weights = tf.ones([count, 1]) / hours
        flat = tf.reshape(levels * weights, [-1, hours // 2, 2])
        flat.shape.assert_has_rank(3)
        return tf.reduce_sum(flat, axis=[0, 1]) + float(levels.shape[1]) * levels.shape.rank


class Padded(Aggregator):
    def summarise(self, levels):
        rest = levels.shape[0] % 3  # expect: tf-static-shape
        return tf.pad(levels, [[0, rest], [0, 0]])


class StagedPadded(Aggregator):
    def summarise(self, levels):
        rest = tf.shape(levels)[0] % 3
        return tf.pad(levels, [[0, rest], [0, 0]])


def stations(count):
    return tf.reshape(tf.range(4.0 * count), [count, 4]) ** 1.5


def values(aggregator):
    return [aggregator(stations(n)).numpy().round(2).tolist() for n in (2, 5)]


if __name__ == "__main__":
    staged = StagedMean(), StagedPairwise(), StagedPadded(), Weighted()
    tf.config.run_functions_eagerly(True)
    eager = [values(kind) for kind in (Mean(), Pairwise(), Padded(), Weighted())]
    tf.config.run_functions_eagerly(False)
    assert [values(aggregator) for aggregator in staged] == eager
    mean, pairwise, padded = Mean(), Pairwise(), Padded()
    for aggregator, kind, line in (
        (mean, ValueError, "/ levels.shape[0]"),
        (pairwise, TypeError, "range(levels.shape[0] - 1)"),
        (padded, TypeError, "levels.shape[0] % 3"),
    ):
        try:
            aggregator(stations(2))
        except kind as error:
            assert line in str(error) and "None" in str(error), error
        else:
            raise AssertionError("the number of stations was known")
    print("proved")
