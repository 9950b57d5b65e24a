"""Keeps the library in attributes: of an object, of a class, in a function that imports it when it is first needed."""


def library():
    import tensorflow

    return tensorflow


class Estimate:
    def __init__(self):
        self.tf = library()
        self.math = self.tf.math

    def total(self, trees):
        return self.tf.reduce_sum(self.tf.constant(trees))

    def middle(self, trees):
        return self.math.medain(trees)  # expect: tf-unknown-name

    def largest(self, trees):
        return self.tf.reduce_maximum(trees)  # expect: tf-unknown-name


class Report:
    """Has attributes of the same names that are something else."""

    def __init__(self, rows):
        self.tf = Table(rows)
        self.math = None

    def lines(self):
        return self.tf.reduce_maximum(len)


class Table:
    def __init__(self, rows):
        self.rows = rows

    def reduce_maximum(self, key):
        return max(map(key, self.rows))


if __name__ == "__main__":
    estimate = Estimate()
    assert float(estimate.total([1.0, 2.0])) == 3.0
    assert Report(["a", "abc"]).lines() == 3
    for broken, name in ((estimate.middle, "medain"), (estimate.largest, "reduce_maximum")):
        try:
            broken([1.0])
        except AttributeError as error:
            assert name in str(error)
        else:
            raise AssertionError(name)
    print("proved")
