"""A replay buffer and a value network for a small arcade game."""
import tensorflow as tf


class Replay(tf.Module):
    def __init__(self, capacity, width):
        super().__init__()
        self.capacity = capacity
        self.frames = tf.Variable(tf.zeros([capacity, width]), trainable=False)
        self.position = tf.Variable(0, trainable=False)
        self.sample = tf.function(self._sample)

    @tf.function
    def append(self, frame):
        self.frames.scatter_nd_update([[self.position % self.capacity]], [frame])
        self.position.assign_add(1)

    @tf.function
    def __getitem__(self, index):
        return self.frames[index]

    def __len__(self):
        return min(int(self.position), self.capacity)

    def __repr__(self):
        return f"Replay({len(self)} of {self.capacity})"

    def __bool__(self):
        return len(self) > 0

    def _sample(self, seed):
        filled = tf.minimum(self.position, self.capacity)
        chosen = tf.random.stateless_uniform([4], seed, maxval=filled, dtype=tf.int32)
        return tf.gather(self.frames, chosen)


class ValueNetwork(tf.Module):
    def __init__(self, width):
        super().__init__()
        self.kernel = tf.Variable(tf.random.stateless_normal([width, 1], seed=[3, 3]))
        self.bias = tf.Variable(0.0)

    @tf.function
    def __call__(self, frames):
        return tf.nn.tanh(tf.matmul(frames, self.kernel) + self.bias)[:, 0]


def play(replay, steps):
    for step in tf.range(steps):
        replay.append(tf.sin(tf.cast(step, tf.float32) + tf.range(3.0)))


def main():
    replay, network = Replay(capacity=8, width=3), ValueNetwork(width=3)
    play(replay, steps=11)
    values = network(replay.sample(tf.constant([1, 4])))
    return replay, values, replay[tf.constant(2)]


if __name__ == "__main__":
    replay, values, third = main()
    tf.config.run_functions_eagerly(True)
    other, eager_values, eager_third = main()
    tf.config.run_functions_eagerly(False)
    assert repr(replay) == repr(other) == "Replay(8 of 8)" and bool(replay)
    assert float(tf.reduce_max(tf.abs(values - eager_values))) < 1e-5
    assert float(tf.reduce_max(tf.abs(third - eager_third))) < 1e-6
    print("proved")
