"""A forecast for shipping: present names of options next to others that only sound outdated."""
import tensorflow as tf

AREAS = ["viking", "forties", "dogger"]


class Toolkit:
    """What the project's own compiler is called with; it has had its own options for long."""

    def __init__(self):
        self.log = []

    def function(self, experimental_compile=None, experimental_relax_shapes=False):
        def decorate(wrapped):
            self.log.append((wrapped.__name__, experimental_compile, experimental_relax_shapes))
            return tf.function(wrapped, reduce_retracing=experimental_relax_shapes)

        return decorate


toolkit = Toolkit()


@toolkit.function(experimental_compile=True)
def gale(wind):
    return tf.cast(wind > 17.0, tf.int32)


@toolkit.function(experimental_relax_shapes=True)
def beaufort(wind):
    return tf.round((wind / 0.836) ** (2.0 / 3.0))


@tf.function(experimental_implements="shipping.gust")
def gust(wind, factor=1.5):
    return wind * factor


@tf.function(autograph=False, reduce_retracing=True, jit_compile=False)
def mean_wind(wind):
    return tf.reduce_mean(wind)


def options():
    settings = tf.data.Options()
    settings.experimental_distribute.auto_shard_policy = tf.data.experimental.AutoShardPolicy.OFF
    return settings


def winds():
    rows = tf.data.Dataset.from_tensor_slices([[12.0, 18.0, 25.0], [3.0, 8.0, 17.5]])
    return rows.apply(tf.data.experimental.assert_cardinality(2)).with_options(options())


def forecast(wind):
    return gale(wind), beaufort(wind), gust(wind), mean_wind(wind)


if __name__ == "__main__":
    assert [name for name, *_ in toolkit.log] == ["gale", "beaufort"]
    for wind in winds():
        graph = forecast(wind)
        tf.config.run_functions_eagerly(True)
        eager = forecast(wind)
        tf.config.run_functions_eagerly(False)
        for a, b in zip(graph, eager, strict=True):
            assert bool(tf.reduce_all(tf.abs(tf.cast(a, tf.float32) - tf.cast(b, tf.float32)) < 1e-4))
    warned = tf.function.__doc__.split("`tf.function` constructs")[0]
    assert "experimental_compile" in warned and "experimental_implements" not in warned
    loading = tf.saved_model.LoadOptions(experimental_skip_checkpoint=True)
    assert loading.experimental_skip_checkpoint
    print("proved")
