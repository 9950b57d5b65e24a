"""Grades quizzes; errors are raised for what Python knows, in and around conditions on tensors."""
from __future__ import annotations

import tensorflow as tf

SCHEMES = {"linear": 1.0, "square": 2.0}


class GradingError(Exception):
    """A quiz that cannot be graded."""


def exponent_of(scheme: str) -> float:
    try:
        return SCHEMES[scheme]
    except KeyError as error:
        raise GradingError(f"no scheme {scheme!r}") from error


class Grader(tf.Module):
    def __init__(self, key: list[int], scheme: str = "linear"):
        super().__init__()
        self.key = tf.constant(key)
        self.scheme = scheme
        self.passed = tf.Variable(0)

    def bonus(self, share: tf.Tensor) -> tf.Tensor:
        raise NotImplementedError("a grader says what the bonus is")

    def grade(self, share: tf.Tensor, strict: bool) -> tf.Tensor:
        if share > 0.5:
            if strict and self.scheme not in SCHEMES:
                raise GradingError("strict grading needs a scheme")
            result = share + self.bonus(share)
        elif strict:
            if share.dtype != tf.float32:
                raise TypeError(f"shares of {share.dtype}")
            result = tf.zeros_like(share)
        else:
            result = share
        return result

    @tf.function
    def mark(self, answers: tf.Tensor, strict: bool = True):
        """A mark; counts those that passed."""
        if answers.shape != self.key.shape:
            raise GradingError(f"{answers.shape} answers for {self.key.shape} questions")
        tf.debugging.assert_non_negative(answers, message="an answer is negative")
        right = tf.reduce_mean(tf.cast(answers == self.key, tf.float32))
        mark = self.grade(right ** exponent_of(self.scheme), strict)
        if mark > 0.5:
            self.passed.assign_add(1)
        return mark


class BonusGrader(Grader):
    def bonus(self, share):
        return tf.where(share == 1.0, 0.25, 0.0)


def sheets():
    return tf.constant([1, 0, 2, 3]), tf.constant([1, 0, 0, 0])


if __name__ == "__main__":
    outcomes = []
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        grader = BonusGrader([1, 0, 2, 3], "square")
        good, poor = sheets()
        outcomes.append([float(grader.mark(good)), float(grader.mark(poor)), int(grader.passed)])
    assert outcomes == [[1.25, 0.0, 1]] * 2, outcomes
    wrong = BonusGrader([1, 0, 2, 3], "cubic")
    try:
        wrong.mark(good)
    except GradingError as error:
        assert "no scheme 'cubic'" in str(error)
    else:
        raise AssertionError("an unknown scheme was used")
    print("proved")
