"""Two gateways smooth their sensors over many rounds and share a threshold."""
import tensorflow as tf


class Gateway(tf.Module):
    def __init__(self, name, memory):
        super().__init__(name=name)
        self.memory = memory
        self.level = tf.Variable(0.0)

    @tf.function
    def absorb(self, readings):
        self.level.assign(self.memory * self.level + (1.0 - self.memory) * tf.reduce_mean(readings))
        return tf.reduce_max(tf.abs(readings - self.level))


class Network:
    def __init__(self):
        self.gateways = {"north": Gateway("north", 0.9), "south": Gateway("south", 0.5)}
        self.threshold = tf.Variable(1.0)

    def exchange(self, readings):
        deviations = {}
        for name, gateway in self.gateways.items():
            deviations[name] = gateway.absorb(readings[name])
        self.threshold.assign(tf.reduce_mean(list(deviations.values())))
        return deviations


def simulate(network, rounds):
    alarms = 0
    for number in range(rounds):
        readings = {
            "north": tf.random.stateless_normal([5], [number, 0]),
            "south": tf.random.stateless_normal([5], [number, 1], mean=2.0),
        }
        before = float(network.threshold)
        alarms += sum(float(d) > before for d in network.exchange(readings).values())
    return alarms


if __name__ == "__main__":
    mesh = Network()
    print(simulate(mesh, 8), "alarms")
    for node in mesh.gateways.values():
        assert node.absorb.experimental_get_tracing_count() == 1
    print("proved")
