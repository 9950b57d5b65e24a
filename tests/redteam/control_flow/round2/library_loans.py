"""Forecasts loans of a library: an eager training loop, full of conditions on values, around a traced step."""
import tensorflow as tf


class Forecaster(tf.Module):
    def __init__(self):
        super().__init__()
        self.weight = tf.Variable(0.5)
        self.rate = tf.Variable(0.1)

    @tf.function
    def step(self, x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.weight * x - y))
        gradient = tape.gradient(loss, self.weight)
        self.weight.assign_sub(self.rate * gradient)
        return loss, gradient


def improving(losses, patience=2):
    """A generator of the losses, until they no longer fall."""
    best, waited = None, 0
    for loss in losses:
        if best is None or loss < best:
            best, waited = loss, 0
        else:
            waited += 1
        yield loss
        if waited >= patience:
            return


def train(model, batches, limit=1e-3):
    """Runs eagerly: loops, breaks, asserts and raises are plain Python."""
    history = []
    for x, y in batches:
        loss, gradient = model.step(x, y)
        assert loss >= 0.0, "a negative loss"
        if tf.math.is_nan(loss):
            raise FloatingPointError("diverged")
        if (size := tf.abs(gradient)) > 50.0:
            model.rate.assign(model.rate * 0.1)
            continue
        history.append(float(loss))
        if size < limit:
            break
    else:
        history.append(-1.0)
    return history


def evaluate(model, batches):
    wrong = [y for x, y in batches if tf.reduce_max(tf.abs(model.weight * x - y)) > 0.5]
    match len(wrong):
        case 0:
            verdict = "good"
        case 1 | 2:
            verdict = "fair"
        case _:
            verdict = "poor"
    worst = max((tf.reduce_max(tf.abs(model.weight * x - y)) for x, y in batches), default=tf.constant(0.0))
    return verdict, round(float(worst), 4)


def invert(matrix):
    try:
        return tf.linalg.inv(matrix)
    except tf.errors.InvalidArgumentError:
        return tf.linalg.pinv(matrix)


def weeks(count=6):
    return [(tf.constant([1.0, 2.0, 0.5 * k]), tf.constant([3.0, 6.0, 1.5 * k])) for k in range(count)]


def everything():
    model = Forecaster()
    before = evaluate(model, weeks())
    history = list(improving(train(model, weeks())))
    inverse = invert(tf.constant([[1.0, 1.0], [1.0, 1.0]]))
    return before, [round(h, 4) for h in history], evaluate(model, weeks()), inverse.shape


if __name__ == "__main__":
    graph = everything()
    tf.config.run_functions_eagerly(True)
    eager = everything()
    tf.config.run_functions_eagerly(False)
    assert graph == eager, (graph, eager)
    assert graph[0][0] == "poor" and graph[1][0] > graph[1][1], graph
    print("proved")
