"""Expected claims of a portfolio, with checks that say which contract is wrong."""
import tensorflow as tf

REGIONS = ("north", "south")


def positive_checker(what):
    """Returns a check that the values of a column are positive."""

    def check(values):
        smallest = tf.reduce_min(values)
        assert smallest > 0, what + " must be positive"  # expect: tf-tensor-assert
        return values

    return check


def bounded_checker(what, limit):
    def check(values):
        largest = tf.reduce_max(values)
        text = f"{what}: {largest} is above {limit}"  # expect: tf-string-format
        tf.debugging.assert_less_equal(largest, limit, message=text)
        return values

    return check


check_exposure = positive_checker("exposure")
check_age = bounded_checker("age", 110.0)


class FrequencyModel(tf.Module):
    def __init__(self):
        super().__init__()
        self.base = tf.Variable([-2.0] * len(REGIONS))
        self.slope = tf.Variable(0.01)

    def frequency(self, age, region):
        return tf.exp(tf.gather(self.base, region) + self.slope * age)

    @tf.function
    def by_age(self, age, region):
        return self.frequency(check_age(age), region)

    @tf.function
    def expected(self, age, region, exposure):
        assert age.shape == exposure.shape, f"{age.shape} is not {exposure.shape}"
        return tf.reduce_sum(self.frequency(age, region) * check_exposure(exposure))


def contracts():
    return tf.constant([30.0, 45.0, 61.0]), tf.constant([0, 1, 1]), tf.constant([1.0, 0.5, 0.25])


if __name__ == "__main__":
    model = FrequencyModel()
    ages, regions, years = contracts()
    old = tf.constant([30.0, 45.0, 161.0])
    messages = {}
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        assert model.by_age(ages, regions).shape == [3]
        try:
            model.by_age(old, regions)
        except tf.errors.InvalidArgumentError as error:
            messages[eagerly] = str(error)
    assert "age: 161.0 is above 110.0" in messages[True], messages[True]
    assert "age: Tensor(" in messages[False] and "161.0" not in messages[False], messages[False]
    tf.config.run_functions_eagerly(True)
    assert float(model.expected(ages, regions, years)) > 0.0
    tf.config.run_functions_eagerly(False)
    try:
        model.expected(ages, regions, years)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "assert smallest > 0" in str(error)
    else:
        raise AssertionError("the assert was converted")
    print("proved")
