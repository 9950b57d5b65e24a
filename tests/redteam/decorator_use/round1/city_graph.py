"""Message passing over the streets of a town; special methods and bound steps are traced."""
import tensorflow as tf

EDGES = tf.constant([[0, 1], [1, 2], [2, 0], [2, 3], [3, 1]])
NODES = 4


class Streets(tf.Module):
    def __init__(self, edges, width):
        super().__init__()
        self.edges = edges
        self.states = tf.Variable(tf.random.stateless_normal([NODES, width], [2, 2]))
        self.weights = tf.Variable(tf.eye(width))
        self.spread = tf.function(self._spread)
        self._norms = None

    @property
    def norms(self):
        if self._norms is None:
            self._norms = tf.math.bincount(self.edges[:, 1], minlength=NODES, dtype=tf.float32)
        return self._norms

    def _spread(self, states):
        messages = tf.gather(states @ self.weights, self.edges[:, 0])
        return tf.math.unsorted_segment_sum(messages, self.edges[:, 1], NODES)

    @tf.function
    def __call__(self, degree):
        update = tf.nn.relu(self.spread(self.states) / tf.maximum(degree, 1.0)[:, None])
        self.states.assign(0.5 * self.states + 0.5 * update)
        return self.states.read_value()

    @tf.function
    def __getitem__(self, node):
        return tf.gather(self.states, node)

    @tf.function
    def __matmul__(self, vector):
        return tf.linalg.matvec(self.states, vector)

    def __len__(self):
        return NODES

    def __repr__(self):
        return f"Streets({self.edges.shape[0]} edges)"


if __name__ == "__main__":
    town, reference = Streets(EDGES, 3), Streets(EDGES, 3)
    for _ in range(3):
        graph = town(town.norms)
        eager = Streets.__call__.python_function(reference, reference.norms)
        assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-5))
        node = tf.constant(2)
        assert bool(tf.reduce_all(tf.abs(town[node] - reference.states[2]) < 1e-5))
        vector = tf.constant([1.0, 0.0, -1.0])
        assert bool(tf.reduce_all(tf.abs(town @ vector - tf.linalg.matvec(reference.states, vector)) < 1e-5))
    assert len(town) == 4 and repr(town) == "Streets(5 edges)"
    print("proved")
