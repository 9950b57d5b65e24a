"""Exploration schedule of an agent that learns grid games."""
import tensorflow as tf


class Schedule(tf.Module):
    """Exploration rate that falls with the number of steps and has a floor."""

    def __init__(self, initial=1.0, floor=0.1, horizon=10.0):
        super().__init__()
        self.initial, self.floor, self.horizon = initial, floor, horizon
        self.steps = tf.Variable(0.0)

    def advance(self):
        self.steps.assign_add(1.0)

    @property
    def rate(self):
        if self.steps >= self.horizon:  # expect: tf-tensor-bool-unconverted
            return tf.constant(self.floor)
        return self.initial - (self.initial - self.floor) * self.steps / self.horizon

    def slope(self):
        if self.steps >= self.horizon:
            return tf.constant(0.0)
        return tf.constant((self.floor - self.initial) / self.horizon)


class QPolicy(tf.Module):
    def __init__(self, schedule, states=6, actions=3):
        super().__init__()
        self.schedule = schedule
        self.table = tf.Variable(tf.reshape(tf.range(18.0), [states, actions]))

    @tf.function
    def act(self, state, seed):
        self.schedule.advance()
        explore = tf.random.stateless_uniform([], seed) < self.schedule.rate
        if explore:
            return tf.random.stateless_uniform([], seed, 0, 3, tf.int32)
        return tf.argmax(self.table[state], output_type=tf.int32)

    @tf.function
    def trend(self):
        return self.schedule.slope()


def play(policy, moves=4):
    chosen = []
    for state in tf.range(moves):
        chosen.append(int(policy.act(state, tf.constant([3, 4]) + state)))
    return chosen, float(policy.trend())


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    actions, trend = play(QPolicy(Schedule()))
    assert all(0 <= action < 3 for action in actions) and abs(trend + 0.09) < 1e-6
    tf.config.run_functions_eagerly(False)
    agent = QPolicy(Schedule())
    assert abs(float(agent.trend()) + 0.09) < 1e-6
    try:
        play(agent)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "as a Python `bool` is not allowed" in str(error)
    else:
        raise AssertionError("the property was converted")
    print("proved")
