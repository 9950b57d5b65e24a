"""A gripper with fingers that test whether they touch an object."""
import tensorflow as tf


class Gripper:
    @tf.function  # expect: tf-init-decorated
    def __init__(self, masses, offsets):  # allow: tf-init-decorated
        self.total = tf.reduce_sum(masses)  # allow: tf-tensor-leak, tf-attribute-mutation
        self.centre = tf.tensordot(masses, offsets, axes=1) / self.total  # allow: tf-tensor-leak, tf-attribute-mutation
        self.fingers = 2  # allow: tf-attribute-mutation

    def balance(self, load):
        return self.centre * load


class Finger:
    def __init__(self, position, radius):
        self.position = tf.Variable(position)
        self.radius = tf.constant(radius)

    @tf.function
    def distance(self, target):
        return tf.norm(self.position - target) - self.radius

    @tf.function  # expect: tf-init-decorated
    def __bool__(self):  # allow: tf-init-decorated
        return tf.reduce_all(tf.math.is_finite(self.position))


def grasp(fingers, target):
    return [finger.distance(target) for finger in fingers if finger]


def main():
    target = tf.constant([0.0, 1.0])
    fingers = [Finger([0.0, 0.0], 0.1), Finger([0.0, 2.0], 0.1)]
    touches = grasp(fingers, target)
    gripper = Gripper(tf.constant([1.0, 3.0]), tf.constant([[0.0, 1.0], [1.0, 1.0]]))
    return touches, gripper.balance(tf.constant(2.0))


if __name__ == "__main__":
    target = tf.constant([0.0, 1.0])
    finger = Finger([0.0, 0.0], 0.1)
    assert abs(float(finger.distance(target)) - 0.9) < 1e-6
    try:
        grasp([finger], target)
    except TypeError as error:
        assert "__bool__ should return bool" in str(error), error
    else:
        raise AssertionError("a tensor was taken for a bool")
    masses, offsets = tf.constant([1.0, 3.0]), tf.constant([[0.0, 1.0], [1.0, 1.0]])
    gripper = Gripper(masses, offsets)
    assert gripper.fingers == 2 and not hasattr(gripper.centre, "numpy")
    try:
        gripper.balance(tf.constant(2.0))
    except TypeError as error:
        assert "is out of scope and cannot be used here" in str(error), error
    else:
        raise AssertionError("the centre was a value")
    plain = Gripper.__new__(Gripper)
    Gripper.__init__.python_function(plain, masses, offsets)
    assert plain.balance(2.0).numpy().tolist() == [1.5, 2.0]
    print("proved")
