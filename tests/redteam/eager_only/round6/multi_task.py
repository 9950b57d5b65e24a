"""A model with several heads whose losses are named, weighted and reported."""
import numpy as np
import tensorflow as tf

HEADS = {"depth": 1, "normal": 3, "mask": 2}
WEIGHTS = {"depth": 1.0, "normal": 0.5, "mask": 0.25}


class MultiTask(tf.Module):
    def __init__(self, width=4, layers=2):
        super().__init__()
        self.trunk = [
            tf.Variable(tf.random.stateless_normal([width, width], [i, 0], stddev=0.4), name=f"trunk_{i}")
            for i in range(layers)
        ]
        self.heads = {
            name: tf.Variable(tf.random.stateless_normal([width, size], [size, 1]), name="head_%s" % name)
            for name, size in HEADS.items()
        }
        self.steps = tf.Variable(0, trainable=False)

    def __call__(self, x):
        if x.shape[-1] != self.trunk[0].shape[0]:
            raise ValueError(f"expected width {self.trunk[0].shape[0]}, got {x.shape[-1]} ({x.dtype.name})")
        for i, kernel in enumerate(self.trunk):
            with tf.name_scope(f"block_{i}"):
                x = tf.nn.relu(tf.matmul(x, kernel, name="mix_{}".format(i)))
        return {name: tf.matmul(x, head) for name, head in self.heads.items()}

    @tf.function
    def train_step(self, x, targets):
        report = {}
        with tf.GradientTape() as tape:
            outputs = self(x)
            total = tf.zeros([])
            for name in sorted(outputs):
                loss = tf.reduce_mean(tf.square(outputs[name] - targets[name]))
                report[f"loss/{name}"] = loss
                report["weighted/" + str(name)] = WEIGHTS[name] * loss
                total += WEIGHTS[name] * loss
        for v, g in zip(self.trainable_variables, tape.gradient(total, self.trainable_variables)):
            v.assign_sub(0.05 * g)
        self.steps.assign_add(1)
        line = tf.strings.format("step {}: {}", (self.steps, tf.round(total)))
        tag = tf.strings.join([f"{x.dtype.name}/{len(HEADS)} heads/", tf.strings.as_string(self.steps)])
        return report, line, tag


def main(steps=2):
    model = MultiTask()
    x = tf.random.stateless_normal([6, 4], [1, 2])
    targets = {name: tf.ones([6, size]) for name, size in HEADS.items()}
    lines = []
    for _ in range(steps):
        report, line, tag = model.train_step(x, targets)
        lines.append(line.numpy().decode())
        summary = ", ".join(f"{key}={float(value):.2f}" for key, value in report.items())
    return lines, tag, summary, report


if __name__ == "__main__":
    lines, tag, summary, report = main()
    assert lines[0].startswith("step 1: ") and lines[1].startswith("step 2: "), lines
    assert tag.numpy() == b"float32/3 heads/2" and "loss/mask=" in summary
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert eager[0] == lines and eager[2] == summary
    assert all(np.isclose(report[key], eager[3][key], atol=1e-5) for key in report)
    print("proved")
