"""A small experiment whose settings travel as one dataclass."""
from dataclasses import dataclass, field

import numpy as np
import tensorflow as tf


@dataclass
class OptimizerSettings:
    rate: float = 0.1
    momentum: float = 0.9


@dataclass
class Experiment:
    name: str
    optimizer: OptimizerSettings = field(default_factory=OptimizerSettings)
    steps: int = 5


@dataclass(frozen=True)
class Regulariser:
    l1: float = 0.0
    l2: float = 0.01


class State(tf.Module):
    def __init__(self, width):
        super().__init__()
        self.weights, self.velocity = tf.Variable(tf.zeros([width])), tf.Variable(tf.zeros([width]))


def momentum_step(state, features, targets, settings):
    with tf.GradientTape() as tape:
        residual = tf.linalg.matvec(features, state.weights) - targets
        loss = tf.reduce_mean(tf.square(residual))
    gradient = tape.gradient(loss, state.weights)
    state.velocity.assign(settings.momentum * state.velocity - settings.rate * gradient)
    state.weights.assign_add(state.velocity)
    return loss


@tf.function
def penalty(weights, regulariser):
    return regulariser.l1 * tf.norm(weights, 1) + regulariser.l2 * tf.nn.l2_loss(weights)


def penalties(scales):
    """How the penalty grows with the scale of the weights."""
    return [
        float(penalty(tf.fill([3], scale), Regulariser(l1=0.1)))  # expect: tf-object-arg
        for scale in scales
    ]


class Runner:
    def __init__(self, step=momentum_step):
        self.step = tf.function(step)

    def run(self, experiment):
        state, (features, targets) = State(3), make_data()
        for _ in range(experiment.steps):
            loss = self.step(state, features, targets, experiment.optimizer)  # expect: tf-object-arg
        return float(loss)


def make_data(rows=16):
    generator = np.random.default_rng(6)
    features = generator.normal(size=[rows, 3]).astype(np.float32)
    return tf.constant(features), tf.constant(features.sum(axis=1))


def main():
    print(penalties(np.float32([0.5, 1.0, 2.0, 4.0])))
    runner = Runner()
    experiments = Experiment("base"), Experiment("slower", OptimizerSettings(rate=0.05))
    return {experiment.name: runner.run(experiment) for experiment in experiments}


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    assert set(main()) == {"base", "slower"}
    tf.config.run_functions_eagerly(False)
    try:
        main()  # equal settings, yet none of the earlier ones is alive when the next one comes
    except TypeError as error:
        assert "Could not generate a generic TraceType for" in str(error)
    else:
        raise AssertionError("the settings were accepted")
    assert penalty.experimental_get_tracing_count() == 4
    kept, control = Regulariser(l1=0.1), tf.function(penalty.python_function)
    assert len({float(control(tf.fill([3], scale), kept)) for scale in (0.5, 1.0, 2.0)}) == 3
    assert control.experimental_get_tracing_count() == 1

    @dataclass(frozen=True)
    class FrozenSettings:
        rate: float = 0.1
        momentum: float = 0.9

    settings, step, state = FrozenSettings(), tf.function(momentum_step), State(3)
    for _ in range(3):
        step(state, *make_data(), settings)
    assert step.experimental_get_tracing_count() == 1
    print("proved")
