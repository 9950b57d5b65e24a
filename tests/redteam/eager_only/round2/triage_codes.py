"""Sends patients to departments by scores over symptoms."""
import tensorflow as tf

DEPARTMENTS = ["surgery", "cardiology", "neurology", "general"]
BEDS = [4, 2, 3, 9]
SYMPTOMS = 3


def weights():
    return tf.reshape(tf.linspace(-1.0, 1.0, SYMPTOMS * len(DEPARTMENTS)), [SYMPTOMS, len(DEPARTMENTS)])


class Triage(tf.Module):
    def __init__(self):
        super().__init__()
        self.weights = tf.Variable(weights())

    def scores(self, symptoms):
        return tf.linalg.matvec(self.weights, symptoms, transpose_a=True)

    def department(self, symptoms):
        return DEPARTMENTS[int(tf.argmax(self.scores(symptoms)))]  # expect: tf-python-cast

    @tf.function
    def referral(self, symptoms, urgency):
        place = self.department(symptoms)
        return tf.strings.join([place, tf.strings.as_string(urgency)], separator=":")

    @tf.function
    def staged_referral(self, symptoms, urgency):
        number = int(tf.argmax(self.scores(symptoms)))
        place = tf.gather(DEPARTMENTS, number)
        return tf.strings.join([place, tf.strings.as_string(urgency)], separator=":")

    @tf.function
    def free_beds(self, wards):
        """The beds of the first wards together."""
        return tf.constant(sum(BEDS[: int(wards)]))  # expect: tf-python-cast

    @tf.function
    def staged_free_beds(self, wards):
        return tf.reduce_sum(tf.constant(BEDS)[: int(wards)])


def patient():
    return tf.constant([1.0, 0.0, 0.5]), tf.constant(2)


if __name__ == "__main__":
    triage = Triage()
    symptoms, urgency = patient()
    wards = tf.constant(3.0)
    tf.config.run_functions_eagerly(True)
    assert triage.referral(symptoms, urgency).numpy() == b"general:2"
    assert int(triage.free_beds(wards)) == sum(BEDS[:3])
    tf.config.run_functions_eagerly(False)
    assert triage.staged_referral(symptoms, urgency).numpy() == b"general:2"
    assert int(triage.staged_free_beds(wards)) == sum(BEDS[:3])
    try:
        triage.referral(symptoms, urgency)
    except TypeError as error:
        assert "list indices must be integers or slices" in str(error) and "DEPARTMENTS[int(" in str(error)
    else:
        raise AssertionError("a list was indexed by a symbolic tensor")
    try:
        triage.free_beds(wards)
    except TypeError as error:
        assert "slice indices must be integers" in str(error) and "BEDS[: int(wards)]" in str(error)
    else:
        raise AssertionError("a list was cut at a symbolic tensor")
    print("proved")
