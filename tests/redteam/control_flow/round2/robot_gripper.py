"""Controls a gripper: a state in variables, updated by traced steps that may stop early."""
import tensorflow as tf

MAX_FORCE = 5.0


class Gripper(tf.Module):
    def __init__(self, stiffness=2.0):
        super().__init__()
        self.opening = tf.Variable(1.0)
        self.force = tf.Variable(0.0)
        self.stops = tf.Variable(0)
        self.stiffness = tf.constant(stiffness)

    @tf.function
    def close(self, size):
        """Closes until the object is felt."""
        gap = self.opening - size
        self.stops.assign_add(tf.cast(gap <= 0.0, tf.int32))
        if gap <= 0.0: return  # expect: tf-branch-return
        self.opening.assign_sub(0.5 * gap)
        self.force.assign(self.stiffness * gap)

    @tf.function
    def staged_close(self, size):
        gap = self.opening - size
        if gap <= 0.0:
            self.stops.assign_add(1)
        else:
            self.opening.assign_sub(0.5 * gap)
            self.force.assign(self.stiffness * gap)

    @tf.function
    def release(self, enabled=True):
        if not enabled:
            return
        self.opening.assign(1.0)
        self.force.assign(0.0)

    @tf.function
    def squeeze(self, wanted):
        """Raises the force step by step."""
        while True:
            self.force.assign_add(0.5)
            if self.force >= wanted: break  # expect: tf-tensor-break-in-python-loop
        return self.force.read_value()

    @tf.function
    def staged_squeeze(self, wanted):
        reached = tf.constant(False)
        while not reached:
            self.force.assign_add(0.5)
            reached = self.force >= wanted
        return self.force.read_value()


def state(gripper):
    return [float(v) for v in (gripper.opening, gripper.force, gripper.stops)]


def sequence(gripper, close, squeeze):
    states = []
    for size in (0.2, 0.9, 0.4):
        close(tf.constant(size))
        states.append(state(gripper))
    states.append(float(squeeze(tf.constant(3.0))))
    gripper.release(enabled=False)
    gripper.release()
    return states + [state(gripper)]


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    first = Gripper()
    eager = sequence(first, first.close, first.squeeze)
    tf.config.run_functions_eagerly(False)
    second = Gripper()
    graph = sequence(second, second.staged_close, second.staged_squeeze)
    assert eager == graph, (eager, graph)
    third = Gripper()
    try:
        third.close(tf.constant(0.2))
    except ValueError as error:
        text = str(error)
        assert "the else branch must also have a return statement" in text and "if gap <= 0.0: return" in text
    else:
        raise AssertionError("an early return without value was traced")
    try:
        third.squeeze(tf.constant(3.0))
    except NotImplementedError as error:
        assert "The condition of while loop started as non-Tensor, then changed to Tensor" in str(error), error
    else:
        raise AssertionError("an endless Python loop ended")
    print("proved")
