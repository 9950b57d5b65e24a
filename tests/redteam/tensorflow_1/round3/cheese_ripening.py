"""Ripening of cheese: a model function of the first version, kept whole by wrapping it."""
import tensorflow as tf

v1 = tf.compat.v1
FEATURES = tf.TensorSpec([None, 2], tf.float32)


def model_fn(features):
    """As it was written: scopes, named variables and a regulariser in a collection."""
    with v1.variable_scope("ripening", reuse=v1.AUTO_REUSE):
        kernel = v1.get_variable("kernel", [2, 1], initializer=v1.ones_initializer())
        bias = v1.get_variable("bias", [1], initializer=v1.zeros_initializer())
    v1.add_to_collection("penalties", tf.reduce_sum(kernel**2))
    age = tf.nn.softplus(features @ kernel + bias)
    penalty = tf.add_n(v1.get_collection("penalties"))
    return {"age": tf.identity(age[:, 0], name="age"), "penalty": penalty}


def scoring():
    """A graph with an input of its own, cut out by its ends."""
    fed = v1.placeholder(tf.float32, [None], name="fed")
    return tf.identity(tf.sqrt(fed) * 2.0, name="score")


class Cellar(tf.Module):
    def __init__(self):
        super().__init__()
        self.old = v1.wrap_function(model_fn, [FEATURES])
        self.score = v1.wrap_function(scoring, []).prune("fed:0", "score:0")

    @property
    def kernel(self):
        (kernel,) = (v for v in self.old.graph.variables if "kernel" in v.name)
        return kernel

    @tf.function(input_signature=[FEATURES])
    def predict(self, features):
        outputs = self.old(features)
        return outputs["age"] + 0.1 * outputs["penalty"]

    def learn(self, features, age):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self.predict(features) - age) ** 2)
        self.kernel.assign_sub(0.01 * tape.gradient(loss, self.kernel))
        return float(loss)


def by_hand(features, kernel):
    age = tf.nn.softplus(features @ kernel)[:, 0]
    return age + 0.1 * tf.reduce_sum(kernel**2)


def wheels(seed, count=4):
    features = tf.random.stateless_uniform([count, 2], [seed, 9])
    return features, tf.reduce_sum(features, axis=1) + 1.0


if __name__ == "__main__":
    cellar = Cellar()
    kernel = tf.Variable(tf.ones([2, 1]))
    for seed in range(3):
        features, age = wheels(seed)
        graph, eager = cellar.predict(features), by_hand(features, kernel)
        assert float(tf.reduce_max(tf.abs(graph - eager))) < 1e-4
        loss = cellar.learn(features, age)
        with tf.GradientTape() as tape:
            expected = tf.reduce_mean((by_hand(features, kernel) - age) ** 2)
        kernel.assign_sub(0.01 * tape.gradient(expected, kernel))
        assert abs(loss - float(expected)) < 1e-4
    assert cellar.score(tf.constant([4.0, 9.0])).numpy().tolist() == [4.0, 6.0]
    assert float(tf.reduce_max(tf.abs(cellar.kernel - kernel))) < 1e-4
    print("proved")
