"""Q-learning agents with hooks: the subclass decides how its target network follows."""
import numpy as np
import tensorflow as tf

STATES, ACTIONS = 5, 2


class Agent(tf.Module):
    gamma = 0.9

    def __init__(self, rate=0.5):
        super().__init__()
        self.q = tf.Variable(tf.zeros([STATES, ACTIONS]))
        self.target = tf.Variable(tf.zeros([STATES, ACTIONS]))
        self.steps = tf.Variable(0)
        self.rate = rate

    @tf.function
    def learn(self, state, action, reward, following):
        index = tf.stack([state, action], axis=1)
        goal = reward + self.gamma * tf.reduce_max(tf.gather(self.target, following), axis=1)
        error = goal - tf.gather_nd(self.q, index)
        self.q.scatter_nd_add(index, self.rate * error)
        self.steps.assign_add(1)
        self.after_step()
        return tf.reduce_mean(tf.square(error))

    def after_step(self):
        raise NotImplementedError


class SoftTargetAgent(Agent):
    tau = 0.1

    def after_step(self):
        self.target.assign((1.0 - self.tau) * self.target + self.tau * self.q)


class HardTargetAgent(Agent):
    def __init__(self, period=3, **kwargs):
        super().__init__(**kwargs)
        self.period = period
        self.updates = tf.Variable(0)

    def after_step(self):
        if self.steps % self.period != 0:  # expect: tf-branch-return
            return  # allow: tf-branch-return
        self.target.assign(self.q)
        self.updates.assign_add(1)


def batch(seed):
    """Random transitions of a walk whose right end pays."""
    rng = np.random.default_rng(seed)
    state = rng.permutation(STATES)
    action = rng.integers(0, ACTIONS, STATES)
    following = np.clip(state + 2 * action - 1, 0, STATES - 1)
    reward = (following == STATES - 1).astype(np.float32)
    return [tf.constant(part, tf.int32) for part in (state, action)] + [
        tf.constant(reward),
        tf.constant(following, tf.int32),
    ]


def train(agent, iterations=6):
    for seed in range(iterations):
        state, action, reward, following = batch(seed)
        loss = agent.learn(state, action, reward, following)
    return loss


def compare():
    soft, hard = SoftTargetAgent(), HardTargetAgent(period=3)
    return train(soft), train(hard)


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    agent = HardTargetAgent()
    assert np.isfinite(train(agent)) and agent.updates == 2
    tf.config.run_functions_eagerly(False)
    smooth = SoftTargetAgent()
    assert np.isfinite(train(smooth))
    try:
        compare()
    except ValueError as error:
        assert "branch must also have a return statement" in str(error), error
        assert "if self.steps % self.period != 0:" in str(error), error
    else:
        raise AssertionError("the bare return was staged")
    print("proved")
