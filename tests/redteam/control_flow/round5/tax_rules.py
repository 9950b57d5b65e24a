"""Tax and refund rules; many returns, but never one that is missing."""
import tensorflow as tf

ALLOWANCE = 11_000.0


@tf.function
def income_tax(income, married):
    if married:
        income = income / 2.0
    if income <= ALLOWANCE:
        return 0.0
    if income <= 60_000.0:
        taxable = income - ALLOWANCE
        return 0.24 * taxable
    return 0.42 * (income - ALLOWANCE) - 5_000.0


@tf.function
def solidarity(tax):
    if tax > 18_000.0:
        return 0.055 * tax
    else:
        return tf.zeros_like(tax)


@tf.function
def church(tax, region=None):
    """Nothing is due, and nothing returned, for people without a region."""
    if region is None:
        return None
    if region == "south":
        return 0.08 * tax
    return 0.09 * tax


@tf.function
def instalments(tax, rates):
    """Number of instalments until the tax is paid; leaves the loop by break."""
    paid = tf.constant(0.0)
    count = tf.constant(0)
    for rate in rates:
        if rate <= 0.0:
            continue
        paid += rate
        count += 1
        if paid >= tax:
            break
    return count


def first_bracket(brackets, name):
    """A lookup in Python, before anything is a tensor."""
    for key, limit in brackets:
        if key == name:
            return limit
    return brackets[-1][1]


@tf.function
def capped(amount):
    limit = first_bracket([("small", 500.0), ("large", 2_000.0)], "large")
    return limit if amount > limit else amount


class Ledger(tf.Module):
    def __init__(self):
        super().__init__()
        self.total = tf.Variable(0.0)
        self.late = tf.Variable(0)

    @tf.function
    def book(self, amount, late):
        if late:
            self.late.assign_add(1)
            amount = 1.01 * amount
        if amount > 0.0:
            self.total.assign_add(amount)


def settle_year(incomes):
    ledger = Ledger()
    for value in incomes:
        tax = income_tax(tf.constant(value), tf.constant(False))
        ledger.book(tax + solidarity(tax), tf.constant(value > 50_000.0))
    return float(ledger.total), int(ledger.late)


if __name__ == "__main__":
    incomes = (9_000.0, 30_000.0, 80_000.0)
    compiled = settle_year(incomes)
    for value in incomes:
        for married in (tf.constant(False), tf.constant(True)):
            income = tf.constant(value)
            assert float(income_tax(income, married)) == float(income_tax.python_function(income, married))
        assert float(solidarity(income)) == float(solidarity.python_function(income))
        assert float(capped(income)) == float(capped.python_function(income)) == 2_000.0
    assert church(tf.constant(100.0)) is None
    assert float(church(tf.constant(100.0), "south")) == float(church.python_function(tf.constant(100.0), "south"))
    rates = tf.constant([50.0, 0.0, 30.0, 40.0, 10.0])
    for tax in (60.0, 100.0, 500.0):
        due = tf.constant(tax)
        assert int(instalments(due, rates)) == int(instalments.python_function(due, rates))
    tf.config.run_functions_eagerly(True)
    assert all(abs(a - b) < 0.01 for a, b in zip(compiled, settle_year(incomes)))
    tf.config.run_functions_eagerly(False)
    print("proved")
