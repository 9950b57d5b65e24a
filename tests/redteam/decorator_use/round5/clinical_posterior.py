"""Posterior of a treatment's success rate by a beta model; objects stay outside of the graphs."""
import enum
from dataclasses import dataclass

import tensorflow as tf


class Verdict(enum.Enum):
    BETTER = 1
    UNCLEAR = 2


@dataclass
class Posterior:
    alpha: tf.Tensor
    beta: tf.Tensor

    def mean(self):
        return self.alpha / (self.alpha + self.beta)

    def variance(self):
        total = self.alpha + self.beta
        return self.alpha * self.beta / (tf.square(total) * (total + 1.0))


@dataclass
class Summary:
    mean: float
    interval: tuple
    verdict: Verdict
    patients: int


@tf.function
def update(alpha, beta, outcomes):
    wins = tf.reduce_sum(outcomes)
    posterior = Posterior(alpha + wins, beta + tf.cast(tf.size(outcomes), tf.float32) - wins)
    return posterior.alpha, posterior.beta


@tf.function
def interval(alpha, beta, width):
    posterior = Posterior(alpha, beta)
    names = {"low", "high"}
    half = width * tf.sqrt(posterior.variance())
    bounds = {"low": posterior.mean() - half, "high": posterior.mean() + half}
    return [bounds[name] for name in sorted(names)] + [None]


@tf.function
def describe(outcomes):
    return {"kind": "binary", "patients": tf.size(outcomes), "arms": 2, "shape": outcomes.shape}


class Trial:
    def __init__(self, prior=1.0):
        self.alpha, self.beta = tf.constant(prior), tf.constant(prior)

    def run(self, outcomes) -> Summary:
        alpha, beta = update(self.alpha, self.beta, outcomes)
        high, low, _ = interval(alpha, beta, tf.constant(1.96))
        verdict = Verdict.BETTER if low > 0.5 else Verdict.UNCLEAR
        patients = int(describe(outcomes)["patients"])
        return Summary(float(Posterior(alpha, beta).mean()), (float(low), float(high)), verdict, patients)


def results():
    return tf.constant([1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0])


if __name__ == "__main__":
    trial = Trial()
    graph, again = trial.run(results()), trial.run(results())
    tf.config.run_functions_eagerly(True)
    eager = trial.run(results())
    tf.config.run_functions_eagerly(False)
    assert graph == again and graph.verdict is eager.verdict is Verdict.BETTER
    assert abs(graph.mean - eager.mean) < 1e-6 and abs(graph.interval[0] - eager.interval[0]) < 1e-6
    facts = describe(results())
    assert facts["kind"].numpy() == b"binary" and int(facts["patients"]) == 10 and int(facts["arms"]) == 2
    assert facts["shape"].numpy().tolist() == [10]
    print("proved")
