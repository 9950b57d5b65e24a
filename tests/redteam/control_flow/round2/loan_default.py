"""Evaluates a model of loan defaults: running sums, thresholds, audits of single loans."""
import tensorflow as tf


@tf.function
def expected_loss(probabilities, amounts):
    """Sums over the loans one by one."""
    total = 0
    for k in tf.range(tf.size(amounts)):
        total += probabilities[k] * amounts[k]  # expect: tf-branch-dtype
    return total


@tf.function
def staged_expected_loss(probabilities, amounts):
    total = 0.0
    for k in tf.range(tf.size(amounts)):
        total += probabilities[k] * amounts[k]
    return total


@tf.function
def counted(probabilities, limit):
    """An integer counter and a float sum, each of one kind throughout."""
    risky, mass = 0, 0.0
    for p in probabilities:
        if p > limit:
            risky += 1
            mass += p
    return risky, mass


class Audit:
    """Rules for single loans."""

    def __init__(self, strict):
        self.strict = strict

    def reason(self, probability, amount):
        if probability * amount > 500.0:  # expect: tf-branch-dtype
            outcome = (tf.constant("review"), amount)
        else:
            outcome = tf.constant("accept")
        return outcome

    def staged_reason(self, probability, amount):
        if probability * amount > 500.0:
            outcome = (tf.constant("review"), amount)
        else:
            outcome = (tf.constant("accept"), tf.zeros_like(amount))
        return outcome

    def configured(self, amount):
        if self.strict:
            return amount, "strict"
        return amount


@tf.function
def audit(probability, amount):
    return Audit(strict=True).reason(probability, amount)


@tf.function
def staged_audit(probability, amount):
    audit_rules = Audit(strict=True)
    verdict = audit_rules.staged_reason(probability, amount)
    limit, _ = audit_rules.configured(amount)
    return (*verdict, limit)


def loans():
    return tf.constant([0.5, 0.1, 0.9]), tf.constant([1000.0, 200.0, 50.0])


def error_text(function, *args):
    try:
        function(*args)
    except TypeError as error:
        return str(error)
    raise AssertionError("branches or iterations agreed")


if __name__ == "__main__":
    probabilities, amounts = loans()
    eager = expected_loss.python_function(probabilities, amounts)
    assert eager == staged_expected_loss(probabilities, amounts) == 565.0
    for level in (0.3, 0.95):
        limit = tf.constant(level)
        graph, plain = counted(probabilities, limit), counted.python_function(probabilities, limit)
        assert [float(v) for v in graph] == [float(v) for v in plain]
    high, low = (tf.constant(0.8), tf.constant(900.0)), (tf.constant(0.1), tf.constant(900.0))
    assert audit.python_function(*high)[0] == staged_audit(*high)[0] == b"review"
    assert audit.python_function(*low) == staged_audit(*low)[0] == b"accept"
    text = error_text(expected_loss, probabilities, amounts)
    assert "has type float32 that does not match type int32" in text and "total += probabilities[k]" in text, text
    text = error_text(audit, *high)
    assert "must have the same nested structure in the main and else branches" in text, text
    assert "if probability * amount > 500.0:" in text
    print("proved")
