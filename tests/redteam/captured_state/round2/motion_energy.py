"""Motion between two frames: the best of several candidate shifts."""
import tensorflow as tf


class ShiftBank:
    """Moves a picture by a few pixels to either side."""

    def __init__(self, reach):
        self.reach = reach
        self.shifts = {
            f"shift{pixels:+d}": lambda frame: tf.roll(frame, pixels, axis=1)  # expect: tf-loop-capture
            for pixels in range(-reach, reach + 1)
        }

    def names(self):
        return list(self.shifts)

    def candidates(self, frame):
        return tf.stack([move(frame) for move in self.shifts.values()])


class MotionEstimator:
    def __init__(self, bank):
        self.bank = bank
        self.errors = tf.function(self._errors, autograph=False)

    def _errors(self, before, after):
        moved = self.bank.candidates(before)
        return tf.reduce_mean(tf.square(moved - after), axis=[1, 2])

    def best(self, before, after):
        errors = self.errors(before, after)
        return self.bank.names()[int(tf.argmin(errors))]


def film(pixels, frames):
    """A bright bar that walks to the right."""
    start = tf.tile(tf.one_hot([2], 8), [4, 1])
    return [tf.roll(start, pixels * n, axis=1) for n in range(frames)]


def estimate(pixels):
    estimator = MotionEstimator(ShiftBank(2))
    frames = film(pixels, 3)
    return [estimator.best(*pair) for pair in zip(frames, frames[1:])]


if __name__ == "__main__":
    assert estimate(1) == ["shift-2"] * 2
    bank = ShiftBank(2)
    estimator = MotionEstimator(bank)
    before, after = film(1, 2)
    errors = estimator.errors(before, after).numpy()
    assert errors.min() == errors.max() > 0.0
    by_hand = [float(tf.reduce_mean(tf.square(tf.roll(before, p, axis=1) - after))) for p in range(-2, 3)]
    assert by_hand.index(min(by_hand)) == 3 and min(by_hand) == 0.0
    print("proved")
