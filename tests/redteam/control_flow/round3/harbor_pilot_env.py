"""An environment and an agent for a harbour pilot: rollouts run eagerly, learning and planning in graphs."""
import numpy as np
import tensorflow as tf

ACTIONS = tf.constant([-0.2, 0.0, 0.2])


class Harbour:
    """Eager; ends when the ship is docked or aground."""

    def __init__(self, width=1.0):
        self.width = width

    def reset(self, seed):
        self.offset = tf.random.stateless_uniform([], [seed, 0], -0.5, 0.5)
        self.heading = tf.constant(0.0)
        self.time = 0
        return tf.stack([self.offset, self.heading])

    def step(self, action):
        self.heading = self.heading + ACTIONS[action]
        self.offset = self.offset + 0.3 * tf.sin(self.heading)
        self.time += 1
        if abs(self.offset) > self.width:
            return tf.stack([self.offset, self.heading]), -1.0, True
        reward = float(1.0 - abs(self.offset))
        done = bool(self.time >= 6 or abs(self.offset) < 0.02)
        return tf.stack([self.offset, self.heading]), reward, done


class Agent(tf.Module):
    def __init__(self, rate=0.05):
        super().__init__()
        self.weights = tf.Variable(tf.constant([[1.0, 0.0, -1.0], [0.5, 0.0, -0.5]]))
        self.baseline = tf.Variable(0.0)
        self.rate = rate

    @tf.function(reduce_retracing=True)
    def act(self, state, epsilon, seed):
        scores = tf.linalg.matvec(self.weights, state, transpose_a=True)
        if tf.random.stateless_uniform([], seed) < epsilon:
            return tf.random.stateless_uniform([], seed + 1, 0, 3, tf.int32)
        return tf.argmax(scores, output_type=tf.int32)

    @tf.function(input_signature=[tf.TensorSpec([None])])
    def returns(self, rewards):
        result = tf.TensorArray(tf.float32, tf.shape(rewards)[0])
        total = 0.0
        for k in tf.range(tf.shape(rewards)[0] - 1, -1, -1):
            total = rewards[k] + 0.9 * total
            result = result.write(k, total)
        return result.stack()

    @tf.function(
        input_signature=[tf.TensorSpec([None, 2]), tf.TensorSpec([None], tf.int32), tf.TensorSpec([None])]
    )
    def learn(self, states, actions, rewards):
        gains = self.returns(rewards)
        if tf.reduce_all(gains > self.baseline):
            self.baseline.assign(tf.reduce_mean(gains))
        with tf.GradientTape() as tape:
            logits = states @ self.weights
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(actions, logits)
            loss = tf.reduce_mean(losses * (gains - self.baseline))
        gradient = tape.gradient(loss, self.weights)
        while tf.norm(gradient) > 1.0:
            gradient = gradient / 2.0
        self.weights.assign_sub(self.rate * gradient)
        return loss


def episode(env, agent, number):
    states, actions, rewards = [], [], []
    state, done = env.reset(number), False
    while not done:
        action = agent.act(state, tf.constant(0.3), tf.constant([number, len(states)]))
        states.append(state)
        state, reward, done = env.step(action)
        actions.append(action)
        rewards.append(reward)
        if reward < 0.0 and len(rewards) > 4:
            break
    return tf.stack(states), tf.stack(actions), tf.constant(rewards)


def train(episodes=4):
    env, agent = Harbour(), Agent()
    losses = [float(agent.learn(*episode(env, agent, n))) for n in range(episodes)]
    return losses, agent.weights.numpy(), float(agent.baseline)


if __name__ == "__main__":
    graph = train()
    tf.config.run_functions_eagerly(True)
    eager = train()
    tf.config.run_functions_eagerly(False)
    for a, b in zip(graph, eager, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-5)
    print("proved")
