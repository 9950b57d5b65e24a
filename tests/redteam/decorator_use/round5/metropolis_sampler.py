"""Metropolis sampling of a banana density: the chain is compiled, its reports are not."""
import sys

import tensorflow as tf

STEPS = 50


def log_density(point):
    x, y = point[0], point[1]
    return -0.5 * tf.square(x) - 2.0 * tf.square(y - tf.square(x))


@tf.function(jit_compile=True)
def run_chain(start, moves, uniforms):
    trace = tf.TensorArray(tf.float32, size=STEPS, element_shape=[2])
    point, accepted = start, 0
    for i in tf.range(STEPS):
        proposal = point + moves[i]
        ratio = log_density(proposal) - log_density(point)
        keep = tf.math.log(uniforms[i]) < ratio
        point = tf.where(keep, proposal, point)
        accepted += tf.cast(keep, tf.int32)
        trace = trace.write(i, point)
    return trace.stack(), accepted


@tf.function
def report(points, accepted):
    tf.debugging.assert_equal(tf.shape(points)[1], 2, message="points of the plane")
    label = tf.strings.format("accepted {}", accepted)
    tf.print(label, "mean", tf.reduce_mean(points, axis=0), output_stream=sys.stderr)
    return label


@tf.function(jit_compile=False)
def histogram(points):
    return tf.histogram_fixed_width(points[:, 0], [-3.0, 3.0], nbins=6)


@tf.function(jit_compile=None)
def visited_cells(points):
    cells = tf.cast(tf.floor(points[:, 0]), tf.int32)
    _, _, counts = tf.unique_with_counts(cells)
    return counts


class Sampler:
    def __init__(self, scale, seed):
        self.scale = scale
        self.generator = tf.random.Generator.from_seed(seed)

    def sample(self):
        moves = self.generator.normal([STEPS, 2], stddev=self.scale)
        uniforms = self.generator.uniform([STEPS], minval=1e-6)
        points, accepted = run_chain(tf.zeros([2]), moves, uniforms)
        return points, histogram(points), visited_cells(points), report(points, accepted)


if __name__ == "__main__":
    graph = Sampler(0.8, seed=11).sample()
    again = Sampler(0.8, seed=11).sample()
    tf.config.run_functions_eagerly(True)
    eager = Sampler(0.8, seed=11).sample()
    tf.config.run_functions_eagerly(False)
    for a, b, c in zip(graph, again, eager):
        assert a.shape == b.shape == c.shape
    assert float(tf.reduce_max(tf.abs(graph[0] - eager[0]))) < 1e-4
    assert graph[1].numpy().tolist() == eager[1].numpy().tolist() and graph[3].numpy() == eager[3].numpy()
    assert graph[2].numpy().tolist() == eager[2].numpy().tolist()
    print("proved")
