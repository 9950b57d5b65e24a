"""Predator and prey models that share one compiled integrator and differ in their hooks."""
import tensorflow as tf


class Ecosystem:
    def __init__(self, start, dt=0.01):
        self.state = tf.Variable(start)
        self.dt = tf.constant(dt)

    def derivative(self, state):
        raise NotImplementedError

    def observe(self, state):
        return tf.reduce_sum(state)

    @tf.function(jit_compile=True)
    def advance(self, steps):
        state = self.state.read_value()
        for _ in tf.range(steps):
            half = state + 0.5 * self.dt * self.derivative(state)
            state = state + self.dt * self.derivative(half)
        self.state.assign(state)
        return self.observe(state)


class LotkaVolterra(Ecosystem):
    growth, loss = 1.1, 0.4

    def derivative(self, state):
        prey, predator = state[0], state[1]
        return tf.stack([self.growth * prey - 0.4 * prey * predator, 0.1 * prey * predator - self.loss * predator])


class Harvested(LotkaVolterra):
    def __init__(self, start, quota):
        super().__init__(start)
        self.quota = tf.constant(quota)

    def derivative(self, state):
        return super().derivative(state) - self.quota * state


class Monitored(Harvested):
    def observe(self, state):
        total = super().observe(state)
        tf.print("population", total)  # expect: tf-jit-incompatible
        return total


def simulate(model, blocks=3):
    return [model.advance(tf.constant(50)) for _ in range(blocks)]


def main():
    free = simulate(LotkaVolterra([10.0, 5.0]))
    watched = simulate(Monitored([10.0, 5.0], quota=0.05))
    return free, watched


if __name__ == "__main__":
    graph, eager = LotkaVolterra([10.0, 5.0]), LotkaVolterra([10.0, 5.0])
    total = simulate(graph, 1)[0]
    assert abs(float(total) - float(Ecosystem.advance.python_function(eager, tf.constant(50)))) < 1e-2
    try:
        main()
    except tf.errors.InvalidArgumentError as error:
        assert "Detected unsupported operations when trying to compile graph" in str(error)
        assert "StringFormat" in str(error) or "PrintV2" in str(error), error
    else:
        raise AssertionError("XLA compiled the text")
    fine = Monitored([10.0, 5.0], quota=0.05)
    assert float(Ecosystem.advance.python_function(fine, tf.constant(2))) > 0.0
    print("proved")
