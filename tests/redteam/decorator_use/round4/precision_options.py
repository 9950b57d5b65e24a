"""Builds the step of a training run from an options file whose keys are older than the code."""
import dataclasses
import functools

import tensorflow as tf


@dataclasses.dataclass
class RunOptions:
    learning_rate: float = 0.1
    experimental_compile: bool = False
    experimental_relax_shapes: bool = True

    @classmethod
    def parse(cls, text):
        pairs = dict(line.split("=") for line in text.split())
        return cls(**{key: pairs[key] == "yes" for key in pairs})


def traced(function=None, *, experimental_compile=False, experimental_relax_shapes=None):
    """The decorator of the project; understands the old names and hands on the new ones."""
    if function is None:
        return functools.partial(
            traced, experimental_compile=experimental_compile, experimental_relax_shapes=experimental_relax_shapes
        )
    return tf.function(function, jit_compile=experimental_compile, reduce_retracing=experimental_relax_shapes)


weights = tf.Variable([[0.0], [0.0]])


@traced(experimental_relax_shapes=True)
def predict(x):
    return tf.matmul(x, weights)


def make_step(options: RunOptions):
    rate = options.learning_rate

    @traced(
        experimental_compile=options.experimental_compile,
        experimental_relax_shapes=options.experimental_relax_shapes,
    )
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((tf.matmul(x, weights) - y) ** 2)
        weights.assign_sub(rate * tape.gradient(loss, weights))
        return loss

    return step


def pipeline(x, y):
    options = tf.data.Options()
    options.experimental_optimization.map_parallelization = False
    options.deterministic = True
    return tf.data.Dataset.from_tensor_slices((x, y)).batch(5).with_options(options)


def train(text, epochs=4):
    weights.assign([[0.0], [0.0]])
    x = tf.random.stateless_normal([20, 2], seed=[4, 4])
    step = make_step(RunOptions.parse(text))
    losses = [float(step(a, b)) for _ in range(epochs) for a, b in pipeline(x, x @ [[1.0], [-1.0]])]
    return losses, predict(x)


if __name__ == "__main__":
    settings = "experimental_compile=yes experimental_relax_shapes=no"
    losses, prediction = train(settings)
    tf.config.run_functions_eagerly(True)
    eager_losses, eager_prediction = train(settings)
    tf.config.run_functions_eagerly(False)
    assert losses[-1] < losses[0]
    assert all(abs(a - b) < 1e-4 for a, b in zip(losses, eager_losses))
    assert bool(tf.reduce_all(tf.abs(prediction - eager_prediction) < 1e-3))
    print("proved")
