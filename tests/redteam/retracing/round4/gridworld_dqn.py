"""A DQN agent that learns to walk to the end of a corridor."""
import collections
import random

import keras
import numpy as np
import tensorflow as tf


class Corridor:
    """Five cells; action 1 walks right, action 0 walks left."""

    def __init__(self, length=5, limit=8):
        self.length = length
        self.limit = limit
        self.position = self.steps = 0

    def reset(self):
        self.position = self.steps = 0
        return self.observe()

    def observe(self):
        return np.eye(self.length, dtype=np.float32)[self.position]

    def step(self, action):
        self.steps += 1
        self.position = max(0, min(self.length - 1, self.position + 2 * action - 1))
        done = self.position == self.length - 1
        return self.observe(), float(done), done or self.steps >= self.limit


class DQNAgent:
    def __init__(self, states, actions, gamma=0.9):
        self.actions = actions
        self.gamma = gamma
        self.epsilon = 1.0
        self.epsilon_min = 0.05
        self.epsilon_decay = 0.9
        self.memory = collections.deque(maxlen=64)
        self.network = keras.Sequential([keras.Input([states]), keras.layers.Dense(actions)])
        self.optimizer = keras.optimizers.SGD(0.1)

    @tf.function
    def policy(self, state, epsilon):
        greedy = tf.argmax(self.network(state[None])[0], output_type=tf.int32)
        explore = tf.random.uniform([], maxval=self.actions, dtype=tf.int32)
        return tf.where(tf.random.uniform([]) < epsilon, explore, greedy)

    @tf.function
    def learn(self, states, actions, rewards, following):
        best = tf.reduce_max(self.network(following), axis=-1)
        with tf.GradientTape() as tape:
            values = tf.gather(self.network(states), actions, batch_dims=1)
            loss = tf.reduce_mean(tf.square(rewards + self.gamma * best - values))
        weights = self.network.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return loss

    def act(self, state):
        return int(self.policy(state, self.epsilon))  # expect: tf-python-scalar-arg

    def replay(self, batch_size=4):
        if len(self.memory) < batch_size:
            return
        states, actions, rewards, following = zip(*random.sample(self.memory, batch_size))
        self.learn(np.stack(states), np.array(actions), np.array(rewards, np.float32), np.stack(following))

    def end_episode(self):
        self.epsilon = max(self.epsilon_min, self.epsilon * self.epsilon_decay)


def play(episodes):
    env, agent = Corridor(), DQNAgent(states=5, actions=2)
    for _ in range(episodes):
        state, done = env.reset(), False
        while not done:
            action = agent.act(state)
            following, reward, done = env.step(action)
            agent.memory.append((state, action, reward, following))
            state = following
        agent.replay()
        agent.end_episode()
    return agent


if __name__ == "__main__":
    trained = play(6)
    assert trained.policy.experimental_get_tracing_count() == 6
    assert trained.learn.experimental_get_tracing_count() <= 2
    for value in (0.03, 0.02, 0.01):
        trained.policy(np.eye(5, dtype=np.float32)[0], tf.constant(value))
    assert trained.policy.experimental_get_tracing_count() == 7
    print("proved")
