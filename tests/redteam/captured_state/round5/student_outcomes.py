"""Several predictions about students from one shared encoding."""
import tensorflow as tf

TASKS = ("dropout", "grade", "attendance")


class Encoder(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(tf.ones([2, 2]))

    def __call__(self, records):
        return records @ self.kernel


def task_weights():
    return {name: tf.Variable(tf.fill([2, 1], float(place + 1))) for place, name in enumerate(TASKS)}


def build_heads(encoder, weights):
    heads = {}
    for task in TASKS:

        @tf.function
        def head(records):
            encoded = encoder(records)
            return tf.squeeze(encoded @ weights[task], axis=1)  # expect: tf-loop-capture

        heads[task] = head
    return heads


def evaluate(records):
    heads = build_heads(Encoder(), task_weights())
    report = {}
    for name, head in heads.items():
        report[name] = head(records).numpy().tolist()
    return report


def main():
    return evaluate(tf.constant([[1.0, 0.0], [0.0, 2.0]]))


if __name__ == "__main__":
    outcome = main()
    assert outcome["dropout"] == outcome["grade"] == outcome["attendance"] == [6.0, 12.0], outcome
    wanted = [2.0, 4.0]
    first = task_weights()["dropout"]
    direct = tf.squeeze(Encoder()(tf.constant([[1.0, 0.0], [0.0, 2.0]])) @ first, axis=1)
    assert direct.numpy().tolist() == wanted
    print("proved")
