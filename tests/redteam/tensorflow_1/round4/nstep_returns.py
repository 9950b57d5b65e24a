"""Advantage actor-critic on short rollouts: returns are bootstrapped from the critic's last value."""
import tensorflow as tf

GAMMA = 0.9


class Critic(tf.Module):
    def __init__(self, features):
        super().__init__()
        self.w = tf.Variable(tf.ones([features]) * 0.5)
        self.b = tf.Variable(0.1)

    def __call__(self, states):
        return tf.linalg.matvec(states, self.w) + self.b


def discounted(rewards, bootstrap):
    """Returns for the three steps of a rollout, the last first."""
    total = bootstrap
    out = []
    for reward in reversed(tf.unstack(rewards, num=3)):
        total = reward + GAMMA * total
        out.append(total)
    return tf.stack(out[::-1])


critic = Critic(2)


@tf.function
def critic_update(states, rewards, last_state):
    values = critic(last_state[tf.newaxis])
    with tf.compat.v1.Session() as sess:  # allow: tf1-session
        bootstrap = sess.run(values)[0]  # expect: tf1-session
    targets = discounted(rewards, bootstrap)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(targets - critic(states)))
    dw, db = tape.gradient(loss, [critic.w, critic.b])
    critic.w.assign_sub(0.05 * dw)
    critic.b.assign_sub(0.05 * db)
    return loss


@tf.function
def critic_loss(states, rewards, last_state):
    targets = discounted(rewards, critic(last_state[tf.newaxis])[0])
    return tf.reduce_mean(tf.square(tf.stop_gradient(targets) - critic(states)))


def rollouts(count):
    for seed in range(count):
        states = tf.random.stateless_normal([4, 2], [seed, 7])
        yield states[:3], tf.reduce_sum(states[:3], axis=1), states[3]


def train():
    return [float(critic_update(*rollout)) for rollout in rollouts(5)]


def validate():
    return [float(critic_loss(*rollout)) for rollout in rollouts(2)]


if __name__ == "__main__":
    eager = [float(critic_loss.python_function(*rollout)) for rollout in rollouts(2)]
    assert all(abs(a - b) < 1e-5 for a, b in zip(validate(), eager))
    try:
        train()
    except tf.errors.InvalidArgumentError as error:
        assert "bootstrap = sess.run(values)[0]" in str(error), error
    else:
        raise AssertionError("the session knew of the function's tensors")
    # Eagerly the session's own graph has nothing in it.
    try:
        critic_update.python_function(*next(rollouts(1)))
    except RuntimeError as error:
        assert "The Session graph is empty" in str(error), error
    else:
        raise AssertionError
    print("proved")
