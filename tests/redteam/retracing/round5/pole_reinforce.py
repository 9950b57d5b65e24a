"""REINFORCE on a toy pole: episodes end when the pole falls."""
import numpy as np
import tensorflow as tf


class Pole:
    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)

    def reset(self):
        self.state = self.rng.normal(0.0, 0.1, 2).astype(np.float32)
        return self.state

    def step(self, action):
        angle, speed = self.state
        speed = speed + 0.1 * angle + (0.05 if action else -0.05)
        self.state = np.array([angle + speed, speed], np.float32)
        return self.state, 1.0, abs(self.state[0]) > 0.8


class Reinforce(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(tf.zeros([2, 2]))

    @tf.function(
        input_signature=[
            tf.TensorSpec([None, 2], tf.float32),
            tf.TensorSpec([None], tf.int32),
            tf.TensorSpec([None], tf.float32),
        ]
    )
    def learn(self, states, actions, returns):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(
                returns * tf.nn.sparse_softmax_cross_entropy_with_logits(actions, states @ self.w)
            )
        self.w.assign_sub(0.01 * tape.gradient(loss, self.w))
        return loss

    def act(self, state, rng):
        p = tf.nn.softmax(state[None] @ self.w)[0, 1]
        return int(rng.random() < float(p))


def discounted(rewards, gamma=0.95):
    total, out = 0.0, []
    for reward in reversed(rewards):
        total = reward + gamma * total
        out.append(total)
    return out[::-1]


def train(agent, episodes):
    rng, env, lengths = np.random.default_rng(1), Pole(2), []
    for _ in range(episodes):
        state, done, states, actions, rewards = env.reset(), False, [], [], []
        while not done and len(states) < 60:
            action = agent.act(state, rng)
            states.append(state)
            actions.append(action)
            state, reward, done = env.step(action)
            rewards.append(reward)
        agent.learn(np.stack(states), actions, discounted(rewards))
        lengths.append(len(states))
    return lengths


if __name__ == "__main__":
    learner = Reinforce()
    durations = train(learner, 6)
    assert len(set(durations)) > 2, durations
    assert learner.learn.experimental_get_tracing_count() == 1
    print("proved")
