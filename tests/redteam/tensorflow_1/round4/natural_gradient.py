"""Natural gradient for a softmax policy: Fisher vector products by differentiating twice."""
import tensorflow as tf


def flat(tensors):
    return tf.concat([tf.reshape(t, [-1]) for t in tensors], axis=0)


class Policy(tf.Module):
    def __init__(self, states=3, actions=2):
        super().__init__()
        self.w = tf.Variable(tf.random.stateless_normal([states, actions], [4, 2]))
        self.b = tf.Variable(tf.zeros([actions]))

    def log_probs(self, states):
        return tf.nn.log_softmax(states @ self.w + self.b)

    def divergence(self, states):
        new = self.log_probs(states)
        old = tf.stop_gradient(new)
        return tf.reduce_mean(tf.reduce_sum(tf.exp(old) * (old - new), axis=-1))

    @tf.function
    def fisher_product(self, states, vector):
        kl = self.divergence(states)
        first = flat(tf.gradients(kl, [self.w, self.b], name="first"))
        return flat(tf.gradients(tf.reduce_sum(first * tf.stop_gradient(vector)), [self.w, self.b]))

    @tf.function
    def policy_gradient(self, states, advantages):
        objective = tf.reduce_mean(self.log_probs(states)[:, 0] * advantages)
        return flat(tf.gradients(objective, self.trainable_variables_in_order()))

    def trainable_variables_in_order(self):
        return [self.w, self.b]

    def fisher_product_by_tape(self, states, vector):
        variables = self.trainable_variables_in_order()
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                kl = self.divergence(states)
            inner_product = tf.reduce_sum(flat(inner.gradient(kl, variables)) * vector)
        return flat(outer.gradient(inner_product, variables))


def conjugate_gradient(product, target, rounds=8):
    x, r = tf.zeros_like(target), target
    p, rr = r, tf.reduce_sum(target * target)
    for _ in range(rounds):
        ap = product(p) + 0.1 * p
        alpha = rr / (tf.reduce_sum(p * ap) + 1e-12)
        x, r = x + alpha * p, r - alpha * ap
        new_rr = tf.reduce_sum(r * r)
        p, rr = r + new_rr / (rr + 1e-12) * p, new_rr
    return x


def direction(policy, states, advantages):
    gradient = policy.policy_gradient(states, advantages)
    return conjugate_gradient(lambda vector: policy.fisher_product(states, vector), gradient), gradient


if __name__ == "__main__":
    policy = Policy()
    states = tf.random.stateless_normal([7, 3], [6, 2])
    advantages = tf.linspace(-1.0, 1.0, 7)
    vector = tf.linspace(0.0, 1.0, 8)
    graph, tape = policy.fisher_product(states, vector), policy.fisher_product_by_tape(states, vector)
    assert bool(tf.reduce_all(tf.abs(graph - tape) < 1e-5))
    step, gradient = direction(policy, states, advantages)
    back = policy.fisher_product(states, step) + 0.1 * step
    assert bool(tf.reduce_all(tf.abs(back - gradient) < 1e-3)), (back, gradient)
    with tf.GradientTape() as check:
        objective = tf.reduce_mean(policy.log_probs(states)[:, 0] * advantages)
    by_tape = flat(check.gradient(objective, [policy.w, policy.b]))
    assert bool(tf.reduce_all(tf.abs(by_tape - gradient) < 1e-5))
    print("proved")
