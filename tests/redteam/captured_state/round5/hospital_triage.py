"""One scorer for each ward, all on the same vital signs."""
import tensorflow as tf

WARDS = {"surgery": [1.0, 0.0], "cardiology": [0.0, 1.0], "general": [0.5, 0.5]}


def urgency(vitals, weights):
    return tf.linalg.matvec(vitals, weights)


class Triage:
    def __init__(self):
        self.scorers = {}
        self.cutoffs = {}
        for place, (ward, weights) in enumerate(WARDS.items()):
            cutoff = tf.Variable(0.5 * place)

            @tf.function
            def scorer(vitals, weights=tuple(weights), cutoff=cutoff):
                return urgency(vitals, tf.constant(weights)) - cutoff

            self.scorers[ward] = scorer
            self.cutoffs[ward] = cutoff

    def rank(self, vitals):
        table = {}
        for ward in self.scorers:
            scores = self.scorers[ward](vitals)
            table[ward] = scores.numpy().tolist()
        return table


def shift_change(triage, amount):
    for cutoff in triage.cutoffs.values():
        cutoff.assign_add(amount)


def night():
    triage = Triage()
    vitals = tf.constant([[1.0, 3.0], [2.0, 0.0]])
    evening = triage.rank(vitals)
    shift_change(triage, 1.0)
    return triage, evening, triage.rank(vitals)


if __name__ == "__main__":
    used, first, second = night()
    assert first == {"surgery": [1.0, 2.0], "cardiology": [2.5, -0.5], "general": [1.0, 0.0]}, first
    assert second == {ward: [value - 1.0 for value in values] for ward, values in first.items()}
    assert all(f.experimental_get_tracing_count() == 1 for f in used.scorers.values())
    print("proved")
