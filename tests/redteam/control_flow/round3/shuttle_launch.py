"""Launch commit criteria for a shuttle bus to orbit: wind, ice and fuel, as small value objects."""
import tensorflow as tf


class Wind:
    """A wind with its gusts."""

    def __init__(self, mean, gust):
        self.mean = mean
        self.gust = gust

    @property
    def dangerous(self):
        if self.gust > 15.0:  # expect: tf-tensor-bool-unconverted
            return self.mean > 8.0
        return self.mean > 12.0

    @property
    def staged_dangerous(self):
        return tf.where(self.gust > 15.0, self.mean > 8.0, self.mean > 12.0)

    def peak(self):
        if self.gust > self.mean:
            return self.gust
        return self.mean

    def __call__(self, factor):
        return Wind(self.mean * factor, self.peak() * factor)


@tf.function
def commit(mean, gust):
    wind = Wind(mean, gust)
    return not wind.dangerous


@tf.function
def staged_commit(mean, gust):
    wind = Wind(mean, gust)
    return tf.logical_not(wind.staged_dangerous)


@tf.function
def margin(mean, gust, fuel):
    """How much wind may still come, at least two per cent."""
    wind = Wind(mean, gust)(1.1)
    left = 1.0 - wind.peak() / 40.0
    return max(left, 0.02) * fuel  # expect: tf-tensor-bool-unconverted


@tf.function
def staged_margin(mean, gust, fuel):
    wind = Wind(mean, gust)(1.1)
    left = 1.0 - wind.peak() / 40.0
    return tf.maximum(left, 0.02) * fuel


@tf.function
def ice_free(thickness):
    """Panels without ice, by panel."""
    panels = tf.unstack(thickness)
    clean = [p for p in panels if p < 0.1]  # expect: tf-tensor-bool-unconverted
    return tf.add_n([p * 0.0 + 1.0 for p in clean])


@tf.function
def staged_ice_free(thickness):
    return tf.add_n([1.0 if p < 0.1 else 0.0 for p in tf.unstack(thickness)])


@tf.function
def hold(clock, window):
    early, late = window
    inside = early <= clock <= late
    return (clock if inside else early) + 1.0, inside and not clock == late


def refused(function, *arguments):
    try:
        function(*arguments)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        return str(error)
    raise AssertionError("accepted")


def plain(result):
    return [getattr(v, "numpy", lambda: v)() for v in tf.nest.flatten(result)]


if __name__ == "__main__":
    for pair in ((5.0, 9.0), (9.0, 16.0), (14.0, 3.0)):
        mean, gust = map(tf.constant, pair)
        fuel = tf.constant(2.0)
        assert bool(staged_commit(mean, gust)) == bool(commit.python_function(mean, gust))
        assert abs(staged_margin(mean, gust, fuel) - margin.python_function(mean, gust, fuel)) < 1e-6
        assert "Using a symbolic `tf.Tensor` as a Python `bool`" in refused(commit, mean, gust)
        assert "return max(left, 0.02) * fuel" in refused(margin, mean, gust, fuel)
    thickness = tf.constant([0.05, 0.3, 0.01])
    assert plain(staged_ice_free(thickness)) == plain(ice_free.python_function(thickness)) == [2.0]
    assert "clean = [p for p in panels if p < 0.1]" in refused(ice_free, thickness)
    for clock in (1.0, 2.5, 4.0, 9.0):
        arguments = tf.constant(clock), (tf.constant(2.0), tf.constant(4.0))
        assert plain(hold(*arguments)) == plain(hold.python_function(*arguments))
    print("proved")
