"""Schedules jobs on machines; int() and float() of tensors, which AutoGraph turns into casts."""
import tensorflow as tf

MACHINES = 3
SPEEDS = tf.constant([1.0, 1.5, 0.5])
QUANTUM = 0.25


def rounded_up(hours):
    """Whole quanta, as a tensor."""
    quanta = int(hours / QUANTUM)
    return quanta + int(float(quanta) * QUANTUM < hours)


class Cluster(tf.Module):
    def __init__(self, slots):
        super().__init__()
        self.slots = int(slots)
        self.busy = tf.Variable(tf.zeros([MACHINES]))

    def least_busy(self):
        return int(tf.argmin(self.busy))

    def place(self, machine, hours):
        self.busy.scatter_nd_add([[machine]], [float(rounded_up(hours)) * QUANTUM])

    @tf.function
    def schedule(self, hours):
        """Gives jobs to the machine that is free first; the lengths of the queues."""
        for job in hours:
            machine = self.least_busy()
            if float(job) > 0.0:
                self.place(machine, job / tf.gather(SPEEDS, machine))
        return self.busy / float(self.slots)

    @tf.function
    def idle_rounds(self, limit):
        rounds = 0
        for number in range(int(limit)):
            rounds += int(number % MACHINES == int(tf.argmax(self.busy)))
        return rounds

    @tf.function
    def speed_of(self, score):
        index = int(abs(score)) % MACHINES
        rows = tf.one_hot(index, MACHINES) * float(self.slots)
        return SPEEDS[index], SPEEDS[: index + 1], rows, [0.5] * int(SPEEDS.shape[0])


def describe(cluster):
    share = [float(value) for value in cluster.busy]
    return "machine %d is free after %.2f hours" % (int(cluster.least_busy()), min(share))


def queue():
    return tf.constant([1.0, 2.0, 0.3, 0.0, 1.1])


if __name__ == "__main__":
    answers = []
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        cluster = Cluster("2")
        queues = cluster.schedule(queue())
        results = [queues, cluster.idle_rounds(tf.constant(7.9)), cluster.speed_of(tf.constant(-4.6))]
        flat = [tf.convert_to_tensor(value).numpy().tolist() for value in tf.nest.flatten(results)]
        answers.append((flat, describe(cluster)))
    assert answers[0] == answers[1], answers
    assert answers[0][1].startswith("machine ") and answers[0][0][1] in (2, 3), answers
    print("proved")
