"""Daily risk numbers of a portfolio: volatility, value at risk, drawdown."""
import dataclasses

import tensorflow as tf


@dataclasses.dataclass(frozen=True)
class RiskReport:
    mean: tf.Tensor
    volatility: tf.Tensor
    value_at_risk: tf.Tensor


@tf.function
def drawdown(returns, weights):
    wealth = tf.exp(tf.cumsum(tf.linalg.matvec(returns, weights)))
    peak = tf.scan(tf.maximum, wealth)
    return tf.reduce_max(1.0 - wealth / peak)


@tf.function
def risk(returns, weights, level=0.95):
    daily = tf.linalg.matvec(returns, weights)
    rank = tf.cast((1.0 - level) * tf.cast(tf.size(daily), tf.float32), tf.int32)
    return RiskReport(  # expect: tf-non-tensor-return
        mean=tf.reduce_mean(daily),
        volatility=tf.math.reduce_std(daily),
        value_at_risk=-tf.sort(daily)[rank],
    )


@tf.function
def schema(returns):
    days = tf.shape(returns)[0]
    return {"days": days, "kind": returns.dtype}  # expect: tf-non-tensor-return


def market(days=60, assets=3):
    return tf.random.stateless_normal([days, assets], seed=[9, 1], stddev=0.01)


def summary():
    returns, weights = market(), tf.constant([0.5, 0.3, 0.2])
    worst = drawdown(returns, weights)
    report = risk(returns, weights)
    return worst, report.volatility, report.value_at_risk, schema(returns)["days"]


if __name__ == "__main__":
    returns, weights = market(), tf.constant([0.5, 0.3, 0.2])
    for call in (summary, lambda: risk(returns, weights)):
        try:
            call()
        except TypeError as error:
            assert "found return value of type RiskReport" in str(error).replace("__main__.", ""), error
        else:
            raise AssertionError("the report was returned")
    try:
        schema(returns)
    except TypeError as error:
        assert "must return zero or more Tensors" in str(error) and "DType" in str(error), error
    else:
        raise AssertionError("the type was returned")
    assert float(risk.python_function(returns, weights).value_at_risk) > 0.0
    assert schema.python_function(returns)["kind"] is tf.float32
    worst = drawdown(returns, weights)
    assert abs(float(worst) - float(drawdown.python_function(returns, weights))) < 1e-6
    print("proved")
