"""Flow of a crowd out of a stadium, with configuration objects, coordinators and runs of many kinds."""
import queue
import threading

import tensorflow as tf

GATES = 3


class Runner:
    """Runs jobs on threads; `run` is its only verb."""

    def __init__(self, workers=2):
        self.coordinator = tf.train.Coordinator()
        self.jobs = queue.Queue()
        self.results = {}
        self.threads = [threading.Thread(target=self.work) for _ in range(workers)]

    def work(self):
        with self.coordinator.stop_on_exception():
            while not self.coordinator.should_stop():
                try:
                    name, job = self.jobs.get(timeout=0.05)
                except queue.Empty:
                    continue
                self.results[name] = job()
                self.jobs.task_done()

    def run(self, jobs):
        for name, job in jobs.items():
            self.jobs.put((name, job))
        for thread in self.threads:
            thread.start()
        self.jobs.join()
        self.coordinator.request_stop()
        self.coordinator.join(self.threads)
        return self.results


class Crowd(tf.Module):
    def __init__(self, people):
        super().__init__()
        self.waiting = tf.Variable(people)
        self.left = tf.Variable(0.0)

    @tf.function
    def step(self, width):
        out = tf.minimum(self.waiting, 10.0 * width)
        self.waiting.assign_sub(out)
        self.left.assign_add(tf.reduce_sum(out))
        return self.left.read_value()

    @tf.function
    def run(self, width):
        while tf.reduce_any(self.waiting > 0.0):
            self.step(width)
        return self.left.read_value()


def simulate(people):
    crowd = Crowd(people)
    return float(crowd.run(tf.constant([1.0, 2.0, 0.5])))


if __name__ == "__main__":
    tf.config.set_soft_device_placement(True)
    people = [100.0, 50.0, 20.0]
    direct = simulate(people)
    results = Runner(1).run({"evening": lambda: simulate(people), "rain": lambda: simulate([1.0, 2.0, 3.0])})
    assert results == {"evening": direct, "rain": 6.0} and direct == 170.0
    graph, eager = Crowd(people), Crowd(people)
    for width in tf.constant([[1.0, 1.0, 1.0], [0.5, 2.0, 1.0]]):
        assert float(graph.step(width)) == float(Crowd.step.python_function(eager, width))
    assert graph.waiting.numpy().tolist() == eager.waiting.numpy().tolist()
    print("proved")
