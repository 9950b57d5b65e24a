"""Claims of an insurer: severities are split by region and triaged by a small model."""
from types import SimpleNamespace

import tensorflow as tf

REGIONS = ("north", "south")


def by_region(claims, region):
    return tf.dynamic_partition(claims, region, len(REGIONS))


def named(parts):
    return zip(REGIONS, parts)


class Triage(tf.Module):
    def __init__(self):
        super().__init__()
        self.scale = tf.Variable(2.0)

    def scores(self, claims):
        return tf.sigmoid(tf.math.log1p(claims) / self.scale)

    def summary(self, claims):
        score = self.scores(claims)
        return SimpleNamespace(mean=tf.reduce_mean(score), worst=tf.reduce_max(claims))

    @tf.function
    def urgent(self, claims):
        """The summary never leaves this function."""
        summary = self.summary(claims)
        return self.scores(claims) > summary.mean, summary.worst

    @tf.function
    def regional(self, claims, region):
        return {name: tf.reduce_sum(part) for name, part in named(by_region(claims, region))}

    @tf.function
    def regional_parts(self, claims, region):
        parts = by_region(claims, region)
        return named(parts)  # expect: tf-non-tensor-return

    @tf.function
    def report(self, claims):
        if claims.shape.rank != 1:
            raise ValueError("claims come as a vector")
        return self.summary(claims)  # expect: tf-non-tensor-return


def claims():
    return tf.constant([120.0, 5.0, 900.0, 44.0]), tf.constant([0, 1, 1, 0])


if __name__ == "__main__":
    triage = Triage()
    amounts, region = claims()
    for factor in (1.0, 2.0):
        graph = triage.regional(amounts * factor, region)
        eager = Triage.regional.python_function(triage, amounts * factor, region)
        assert {k: float(v) for k, v in graph.items()} == {k: float(v) for k, v in eager.items()}
        flags, worst = triage.urgent(amounts * factor)
        again, _ = Triage.urgent.python_function(triage, amounts * factor)
        assert flags.numpy().tolist() == again.numpy().tolist() and float(worst) == 900.0 * factor
    assert len(list(Triage.regional_parts.python_function(triage, amounts, region))) == 2
    assert float(Triage.report.python_function(triage, amounts).worst) == 900.0
    for call, kind in (
        (lambda: triage.regional_parts(amounts, region), "zip"),
        (lambda: triage.report(amounts), "SimpleNamespace"),
    ):
        try:
            call()
        except TypeError as error:
            assert f"found return value of type {kind}" in str(error), error
        else:
            raise AssertionError(kind)
    print("proved")
