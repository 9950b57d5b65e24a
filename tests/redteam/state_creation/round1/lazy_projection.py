"""Random projections whose matrix is made by the first traced call and kept."""
import numpy as np
import tensorflow as tf


class LazyModule(tf.Module):
    def _setup(self, width):
        raise NotImplementedError

    def ensure_built(self, x):
        if not hasattr(self, "built_for"):
            self._setup(x.shape[-1])
            self.built_for = x.shape[-1]


class Projection(LazyModule):
    def __init__(self, out, seed=0):
        super().__init__()
        self.out = out
        self.seed = seed
        self.step = tf.Variable(0)

    def _setup(self, width):
        matrix = np.random.RandomState(self.seed).normal(size=[width, self.out]).astype(np.float32)
        self.matrix = tf.Variable(matrix / np.float32(np.sqrt(width)), trainable=False)

    @tf.function(input_signature=[tf.TensorSpec([None, 6])])
    def project(self, x):
        self.ensure_built(x)
        self.step.assign_add(tf.shape(x)[0])
        return tf.matmul(x, self.matrix)

    @tf.function
    def distances(self, x, y):
        return tf.norm(self.project(x) - self.project(y), axis=-1)


def build(seed):
    projection = Projection(3, seed)
    projection.project.get_concrete_function()
    return projection


if __name__ == "__main__":
    queries = [tf.reshape(tf.range(12.0), [2, 6]) * k for k in range(1, 5)]
    tf.config.run_functions_eagerly(False)
    graph_module = build(4)
    graph = [graph_module.distances(q, q + 1.0).numpy() for q in queries]
    tf.config.run_functions_eagerly(True)
    eager_module = Projection(3, 4)
    eager = [eager_module.distances(q, q + 1.0).numpy() for q in queries]
    np.testing.assert_allclose(eager, graph, rtol=1e-5)
    assert int(eager_module.step) == int(graph_module.step) == 16
    print("proved")
