"""Blocks of a network that hold blocks; each calls the one inside it by the name that it has itself."""
import tensorflow as tf


class Block(tf.Module):
    def __call__(self, x):
        return x


class Linear(Block):
    def __init__(self, width, seed):
        super().__init__()
        self.w = tf.Variable(tf.random.stateless_normal([width, width], [seed, 0]) * 0.3)

    @tf.function
    def __call__(self, x):
        return tf.matmul(x, self.w)


class Residual(Block):
    """Adds what is inside; may hold another residual block."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    @tf.function
    def __call__(self, x):
        if tf.reduce_max(tf.abs(x)) > 100.0:
            x = x / 100.0
        return x + self.inner(x)


class Chain(Block):
    def __init__(self, *blocks):
        super().__init__()
        self.blocks = blocks

    @tf.function
    def __call__(self, x):
        for block in self.blocks:
            x = block(x)
        return super().__call__(x)

    def depth(self):
        return 1 + max((block.depth() for block in self.blocks if isinstance(block, Chain)), default=0)


def network():
    deep = Residual(Residual(Linear(4, 3)))
    return Chain(Linear(4, 1), Chain(deep, Residual(Chain(Linear(4, 2)))), deep)


@tf.function
def step(x, model_step):
    """A step around a step."""

    def step(value):
        return 0.5 * value + 0.1

    return step(model_step) + tf.reduce_mean(x)


if __name__ == "__main__":
    model = network()
    assert model.depth() == 2 and len(model.trainable_variables) == 3
    for scale in tf.constant([1.0, 50.0, 1e4]):
        x = scale * tf.random.stateless_normal([2, 4], [5, 5])
        graph = model(x)
        tf.config.run_functions_eagerly(True)
        eager = model(x)
        tf.config.run_functions_eagerly(False)
        assert bool(tf.reduce_all(tf.abs(graph - eager) <= 1e-4 * tf.maximum(tf.abs(eager), 1.0)))
        graph = step(x, graph)
        assert bool(tf.reduce_all(tf.abs(graph - step.python_function(x, model(x))) < 1e-2))
    print("proved")
