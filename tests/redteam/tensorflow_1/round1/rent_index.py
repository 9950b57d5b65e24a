"""A rent index from flats: hedonic regression whose smoothing was written for fed graphs."""
import tensorflow as tf

v1 = tf.compat.v1


def smoothing_input(default=None):
    """The strength of the smoothing; fed in old runs."""
    if default is None:
        return v1.placeholder(tf.float32, [], name="smoothing")  # expect: tf1-placeholder
    return tf.constant(default)


def ridge(features, rents, strength):
    gram = tf.matmul(features, features, transpose_a=True)
    gram += strength * tf.eye(features.shape[1])
    return tf.linalg.solve(gram, tf.matmul(features, rents[:, None], transpose_a=True))[:, 0]


class Index:
    def __init__(self, names):
        self.names = names
        self.coefficients = tf.Variable(tf.zeros([len(names)]))

    @tf.function
    def fit(self, features, rents):
        strength = smoothing_input()
        self.coefficients.assign(ridge(features, rents, strength))
        return tf.reduce_sum(tf.abs(self.coefficients))

    @tf.function
    def fit_fixed(self, features, rents):
        self.coefficients.assign(ridge(features, rents, smoothing_input(0.5)))
        return tf.reduce_sum(tf.abs(self.coefficients))

    def table(self):
        return dict(zip(self.names, self.coefficients.numpy().round(3).tolist()))


def flats():
    features = tf.random.stateless_uniform([8, 3], [4, 2])
    return features, tf.linalg.matvec(features, [5.0, 1.0, -2.0])


if __name__ == "__main__":
    index, reference = Index(["area", "floor", "age"]), Index(["area", "floor", "age"])
    graph = index.fit_fixed(*flats())
    eager = Index.fit_fixed.python_function(reference, *flats())
    assert abs(float(graph) - float(eager)) < 1e-3 and index.table().keys() == reference.table().keys()
    concrete = Index(["area", "floor", "age"])
    built = concrete.fit.get_concrete_function(*flats())
    assert "smoothing" in {node.name for node in built.graph.as_graph_def().node}
    try:
        concrete.fit(*flats())
    except tf.errors.InvalidArgumentError as error:
        assert "You must feed a value for placeholder tensor" in str(error), error
    else:
        raise AssertionError("nobody fed the smoothing")
    print("proved")
