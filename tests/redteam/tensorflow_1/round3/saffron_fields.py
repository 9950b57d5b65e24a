"""Predicts the bloom of saffron: scopes and named variables that live on in eager code and in traced code."""
import tensorflow as tf
import tensorflow.compat.v1 as tf1


class Bloom(tf.Module):
    """Variables are made by the old names in `__init__` and used by the new ones."""

    def __init__(self, days):
        super().__init__()
        with tf1.variable_scope("bloom"):
            self.warmth = tf1.get_variable("warmth", [days], initializer=tf1.constant_initializer(0.2))
            self.rain = tf1.get_variable("rain", [days], initializer=tf1.random_normal_initializer(seed=3))

    @tf.function
    def chance(self, warmth, rain):
        with tf1.variable_scope("chance"), tf1.name_scope("sum"):
            logit = tf.tensordot(warmth, self.warmth, 1) - tf.tensordot(rain, self.rain, 1)
        return tf.sigmoid(logit)

    @tf.function
    def learn(self, warmth, rain, bloomed):
        with tf.GradientTape() as tape:
            loss = (self.chance(warmth, rain) - bloomed) ** 2
        for variable, gradient in zip(self.trainable_variables, tape.gradient(loss, self.trainable_variables)):
            tf1.assign_sub(variable, 0.1 * gradient)
        return loss

    def reset(self):
        """Start values by hand: `initializer` and its run belong to graphs."""
        tf1.assign(self.warmth, tf.fill(self.warmth.shape, 0.2))
        return tf1.global_variables_initializer()


def forecast(chance, spread):
    noise = tf1.placeholder_with_default(tf.constant(0.1), shape=[], name="noise")
    return tf.clip_by_value(chance + noise * spread, 0.0, 1.0)


compiled_forecast = tf.function(forecast)


def season(bloom, learn):
    losses = []
    for seed in range(4):
        warmth = tf.random.stateless_uniform([3], [seed, 1])
        rain = tf.random.stateless_uniform([3], [seed, 2])
        losses.append(float(learn(warmth, rain, tf.cast(warmth[0] > 0.5, tf.float32))))
    return losses


if __name__ == "__main__":
    bloom, reference = Bloom(3), Bloom(3)
    assert bloom.warmth is not reference.warmth and len(bloom.trainable_variables) == 2
    reference.rain.assign(bloom.rain)
    eager_learn = Bloom.learn.python_function
    graph = season(bloom, bloom.learn)
    eager = season(reference, lambda *arguments: eager_learn(reference, *arguments))
    assert all(abs(a - b) < 1e-5 for a, b in zip(graph, eager))
    for chance in (0.2, 0.5, 0.95):
        ours = compiled_forecast(tf.constant(chance), tf.constant(1.0))
        assert float(ours) == float(forecast(tf.constant(chance), tf.constant(1.0)))
    assert bloom.reset() is None and abs(float(bloom.warmth[0]) - 0.2) < 1e-6
    print("proved")
