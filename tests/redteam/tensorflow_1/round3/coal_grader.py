"""Grades coal from pictures on a belt. The runner keeps a `Session` in its signature, and evaluates eagerly."""
import tensorflow as tf

GRADES = ("lump", "nut", "slack")


class Grader(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(tf.random.stateless_normal([4, 3], [3, 3]))

    @tf.function
    def grade(self, pictures):
        edges = tf.image.sobel_edges(pictures)
        features = tf.reduce_mean(tf.abs(edges), axis=[1, 2])
        features = tf.reshape(features, [-1, 2])
        features = tf.concat([features, tf.reduce_max(pictures, axis=[1, 2]), tf.reduce_min(pictures, axis=[1, 2])], 1)
        return tf.argmax(features @ self.w, axis=-1)


class Runner:
    """Runs what it is given; `session` is None since eager execution came."""

    def __init__(self, grader, session: "tf.compat.v1.Session | None" = None):
        self.grader = grader
        self.session = session

    def run(self, pictures):
        grades = self.grader.grade(pictures)
        if self.session is not None:
            return self.session.run(grades)
        return grades.numpy()

    def names(self, pictures):
        return [GRADES[grade] for grade in self.run(pictures)]


def belt_runner():
    class BeltRunner(Runner):
        """For the long belt, with more than one device."""

        def attach(self, session: tf.Session):  # expect: tf1-session
            self.session = session
            return self

    return BeltRunner


def pictures(seed):
    return tf.random.stateless_uniform([2, 6, 6, 1], [seed, 5])


def tunnel_options(memory=0.5):
    options = tf.compat.v1.GPUOptions(per_process_gpu_memory_fraction=memory)
    return tf.compat.v1.ConfigProto(gpu_options=options, allow_soft_placement=True)


def tunnel_session():
    return tf.Session(config=tunnel_options())  # expect: tf1-session


if __name__ == "__main__":
    runner = Runner(Grader())
    for seed in range(3):
        graph = runner.run(pictures(seed))
        eager = Grader.grade.python_function(runner.grader, pictures(seed))
        assert graph.tolist() == eager.numpy().tolist()
        assert set(runner.names(pictures(seed))) <= set(GRADES)
    assert abs(tunnel_options().gpu_options.per_process_gpu_memory_fraction - 0.5) < 1e-6
    for call in (belt_runner, tunnel_session):
        try:
            call()
        except AttributeError as error:
            assert "module 'tensorflow' has no attribute 'Session'" in str(error), error
        else:
            raise AssertionError("there was a session")
    print("proved")
