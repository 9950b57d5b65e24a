"""Trees of species: recursion whose depth is known while a graph is built."""
import tensorflow as tf

TREE = {"left": {"left": 0, "right": 1}, "right": {"left": 2, "right": {"left": 3, "right": 4}}}


def likelihood(node, leaves, branch):
    """Felsenstein's pruning over a tree of plain dictionaries."""
    if isinstance(node, int):
        return leaves[node]
    left = likelihood(node["left"], leaves, branch)
    right = likelihood(node["right"], leaves, branch)
    return tf.linalg.matvec(branch, left) * tf.linalg.matvec(branch, right)


@tf.function
def score(leaves, branch):
    return tf.math.log(tf.reduce_mean(likelihood(TREE, tf.unstack(leaves), branch)))


@tf.function
def pairwise_sum(values):
    """Recursion through the traced function itself, over halves of a known length."""
    if values.shape[0] == 1:
        return values[0]
    half = values.shape[0] // 2
    return pairwise_sum(values[:half]) + pairwise_sum(values[half:])


def total(x):
    return x if x.shape.rank == 0 else total(tf.reduce_sum(x, axis=0))


compiled_total = tf.function(total)


class Node:
    def __init__(self, *children, weight=1.0):
        self.children = children
        self.weight = tf.Variable(weight)

    def visit(self, x):
        x = tf.nn.relu(x) * self.weight
        for child in self.children:
            if tf.reduce_sum(x) > 0.0:
                x = child.visit(x - 0.1)
        return x

    @tf.function
    def run(self, x):
        return self.visit(x)


@tf.function
def halvings(x, rounds):
    """The same name as a method elsewhere, but a loop."""

    def halve(value):
        return value / 2.0

    while rounds > 0:
        x = halve(x)
        rounds -= 1
    return x


def retry(call, attempts):
    try:
        return call()
    except tf.errors.InvalidArgumentError:
        if attempts == 0:
            raise
        return retry(call, attempts - 1)


if __name__ == "__main__":
    branch = tf.constant([[0.9, 0.1], [0.2, 0.8]])
    root = Node(Node(weight=0.5), Node(Node(weight=3.0)))
    for seed in range(3):
        leaves = tf.random.stateless_uniform([5, 2], [seed, 1])
        assert abs(float(score(leaves, branch)) - float(score.python_function(leaves, branch))) < 1e-5
        values = leaves[:4, 0]
        assert abs(float(retry(lambda: pairwise_sum(values), 2)) - float(tf.reduce_sum(values))) < 1e-5
        assert abs(float(compiled_total(leaves)) - float(total(leaves))) < 1e-5
        gap = root.run(values) - Node.run.python_function(root, values)
        assert float(tf.reduce_max(tf.abs(gap))) < 1e-6
        rounds = tf.constant(seed)
        assert float(halvings(values[0], rounds)) == float(halvings.python_function(values[0], rounds))
    print("proved")
