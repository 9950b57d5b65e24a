"""What needs the value of a tensor."""

from __future__ import annotations

from agreement.forms import BRANCHES, ONCE, PLAIN, Form, Owner, Reach, Sign, Wrap

NUMPY, CAST, OP, SHAPE = "tf-numpy-call", "tf-python-cast", "tf-numpy-op", "tf-static-shape"
KERAS, LEFT, TEXT = "tf-keras-eager-api", "tf-run-eagerly-left", "tf-string-format"
HOST = "$out.set_shape($x.shape)"
TOLD = "input_signature=[tf.TensorSpec([None], tf.float32)]"
QUIET = (Wrap.NONE, Wrap.NONE, Wrap.SCOPE, Wrap.FINALLY, Wrap.TAPE)
MODEL = 'keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, kernel_initializer="ones")])'

FORMS = (
    Form(rule=NUMPY, bad=True, body="$out = $x * <<$s.numpy() || float(tf.reduce_max($x).numpy())>>", wraps=BRANCHES),
    Form(rule=NUMPY, bad=True, body="$y = tf.exp($x)\n$n = $y.numpy()\n$out = $x * 2.0", wraps=QUIET),
    Form(rule=NUMPY, bad=True, state={"c": "tf.Variable(2.0)"}, body="$out = $x * $c.numpy()", wraps=QUIET),
    Form(rule=NUMPY, bad=True, body="$t = tf.constant(3.0)\n$out = $x * float($t.numpy())", wraps=QUIET),
    Form(rule=NUMPY, bad=False, state={"c": "tf.constant(2.0)"}, body="$out = $x * $c.numpy()", wraps=QUIET),
    Form(rule=NUMPY, bad=False, state={"c": "tf.Variable(2.0)"}, body="$out = $x * $c.<<read_value() || value()>>", wraps=QUIET),
    Form(rule=NUMPY, bad=False, body="def $host($v):\n    return $v.numpy() * 2.0\n\n$out = tf.py_function($host, [$x], tf.float32)\n" + HOST, wraps=ONCE,
         reaches=(Reach.DIRECT, Reach.HELPER, Reach.METHOD)),
    Form(rule=NUMPY, bad=False, top="class $Table:\n    def numpy(self):\n        return 2.0", owners=(), body="$out = $x * $Table().numpy()", wraps=QUIET),
    Form(rule=NUMPY, bad=False, body="$out = $x * 2.0\nif hasattr($x, 'numpy'):\n    $n = $x.numpy()", wraps=QUIET),
    Form(rule=CAST, bad=True, body="$out = $x * <<math.sqrt($s) || math.exp($s)>>", wraps=QUIET),
    Form(rule=CAST, bad=True, body="$out = $x * (2.0 if bool($s > 0.0) else 1.0)", wraps=QUIET),
    Form(rule=CAST, bad=True, body="$list = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0] * 20\n$out = $x * $list[int($s)]", wraps=QUIET),
    Form(rule=CAST, bad=True, body="$out = $x * <<float($s) || int($s)>>", options="autograph=False", wraps=QUIET),
    Form(rule=CAST, bad=True, body="$list = [1.0, 2.0, 3.0]\n$out = $x * float(len($list[: int($s)]))", wraps=QUIET),
    Form(rule=CAST, bad=False, body="$out = $x * float($s)", wraps=QUIET),
    Form(rule=CAST, bad=False, body="$out = $x * <<math.sqrt(2.0) || float('3') || float($x.shape[0]) || math.pi>>", wraps=QUIET),
    Form(rule=CAST, bad=False, state={"c": "tf.constant(2.0)"}, body="$out = $x * <<float($c) || 3.0>>", wraps=QUIET),
    Form(rule=CAST, bad=False, body="$list = [1.0, 2.0, 3.0]\n$out = $x * $list[int($x.shape[0]) - 1]", wraps=QUIET),
    Form(rule=CAST, bad=False, body="$k = tf.cast(tf.math.floormod($s, 3.0), tf.int32)\n$out = $x * $x[$k]", wraps=QUIET),
    Form(rule=OP, bad=True, body="$out = <<np.mean($x) * $x || np.sqrt($x) || np.clip($x, 0.0, 1.0) || np.sum($x) * 2.0 || np.asarray($x) * 2.0 || np.exp($x)>>", wraps=QUIET),
    Form(rule=OP, bad=True, body="$y = tf.exp($x)\n$out = <<np.concatenate([$y, $x]) || np.stack([$x, $y]) || np.where($x > 1.0, $x, $y)>>", wraps=QUIET),
    Form(rule=OP, bad=True, body="$out = $x * <<np.zeros_like($x) || np.argmax($x).astype('float32') || np.max($x)>>", wraps=QUIET),
    Form(rule=OP, bad=False, body="$out = $x * <<np.float32(2.0) || np.pi || np.prod($x.shape) || np.ones(3, np.float32) || np.sqrt(2.0).astype('float32')>>", wraps=QUIET),
    Form(rule=OP, bad=False, body="$n = np.zeros($x.shape, np.float32)\n$out = $x + $n", wraps=QUIET),
    Form(rule=OP, bad=False, state={"c": "tf.constant([1.0, 2.0, 3.0])"}, body="$out = $x * <<np.mean($c) || np.asarray($c)>>", wraps=QUIET),
    Form(rule=OP, bad=False, body="def $host($v):\n    return np.sqrt($v)\n\n$out = tf.numpy_function($host, [$x], tf.float32)\n" + HOST, wraps=ONCE, reaches=(Reach.DIRECT, Reach.HELPER, Reach.METHOD)),
    Form(rule=OP, bad=False, body="$out = tf.reduce_mean($x) * $x * float(np.ndim($x))", wraps=QUIET),
    Form(rule=SHAPE, bad=True, options=TOLD, body="$out = <<tf.zeros(($x.shape[0], 2)) || tf.reshape($x, [$x.shape[0], 1]) || tf.zeros($x.shape)>>", wraps=QUIET),
    Form(rule=SHAPE, bad=True, options=TOLD, body="$n = $x.shape[0]\n$out = $x * <<float($n) || ($n * 2.0) || ($n - 1.0)>>", wraps=QUIET),
    Form(rule=SHAPE, bad=True, options=TOLD, body="$out = $x\nfor $k in range($x.shape[0]):\n    $out = $out + 1.0", wraps=QUIET),
    Form(rule=SHAPE, bad=True, options=TOLD, body="$out = tf.add_n(tf.unstack($x))", wraps=QUIET),
    Form(rule=SHAPE, bad=False, options=TOLD, body="$n = tf.shape($x)[0]\n$out = <<tf.zeros((tf.shape($x)[0], 2)) || tf.reshape($x, [-1, 1]) || tf.zeros_like($x)>>", wraps=QUIET),
    Form(rule=SHAPE, bad=False, options=TOLD, body="$n = $x.shape[0] or 3\n$out = $x * float($n)", wraps=QUIET),
    Form(rule=SHAPE, bad=False, options="input_signature=[tf.TensorSpec([3], tf.float32)]", body="$n = $x.shape[0]\n$out = $x * float($n)", wraps=QUIET),
    Form(rule=SHAPE, bad=False, body="$n = $x.shape[0]\n$out = tf.zeros(($n, 2)) + float($n)", wraps=QUIET),
    Form(rule=SHAPE, bad=False, options=TOLD, body="$out = $x * float(len($x.shape))", wraps=QUIET),
    Form(rule=KERAS, bad=True, state={"c": MODEL}, owners=(Owner.GLOBAL, Owner.SELF), body="$out = $c.<<predict(tf.reshape($x, [1, 3]), verbose=0) || predict_on_batch(tf.reshape($x, [1, 3]))>>", wraps=PLAIN),
    Form(rule=KERAS, bad=True, state={"c": MODEL}, owners=(Owner.GLOBAL, Owner.SELF, Owner.HOLDER), body="$w = $c.get_weights()\n$out = $x * float(len($w))", wraps=PLAIN),
    Form(rule=KERAS, bad=False, state={"c": MODEL}, owners=(Owner.GLOBAL, Owner.SELF, Owner.HOLDER), body="$out = $c(tf.reshape($x, [1, 3])<<|| , training=False>>)", wraps=PLAIN),
    Form(rule=KERAS, bad=False, state={"c": MODEL}, owners=(Owner.GLOBAL, Owner.SELF), body="$out = $x * float(len($c.<<weights || trainable_variables || layers>>))", wraps=PLAIN),
    Form(rule=KERAS, bad=False, top="class $Rule:\n    def predict(self, value):\n        return value * 2.0\n\n    def fit(self, value):\n        return value", owners=(), body="$rule = $Rule()\n$out = $rule.predict($rule.fit($x))", wraps=QUIET),
    Form(rule=KERAS, bad=False, state={"c": MODEL}, owners=(Owner.GLOBAL,), body="$out = $c(tf.reshape($x, [1, 3]))", between="$w = $c.get_weights()", wraps=PLAIN),
    Form(rule=LEFT, bad=True, sign=Sign.EAGER, alone=True, top="tf.config.run_functions_eagerly(True)\n\n\n@tf.function\ndef $double(value):\n    return value * 2.0",
         calls="$res = [$double(tf.fill([2], i + 1.0)) for i in range(4)]", read=("$res",)),
    Form(rule=LEFT, bad=True, sign=Sign.EAGER, alone=True, top="@tf.function\ndef $double(value):\n    return value * 2.0",
         calls="tf.config.run_functions_eagerly(<<True || run_eagerly=True>>)\n$res = [$double(tf.fill([2], i + 1.0)) for i in range(4)]", read=("$res",)),
    Form(rule=LEFT, bad=False, sign=Sign.EAGER, alone=True, top="tf.config.run_functions_eagerly(False)\n\n\n@tf.function\ndef $double(value):\n    return value * 2.0",
         calls="$res = [$double(tf.fill([2], i + 1.0)) for i in range(4)]", read=("$res",)),
    Form(rule=LEFT, bad=False, sign=Sign.EAGER, alone=True, top="DEBUG = False\nif DEBUG:\n    tf.config.run_functions_eagerly(True)\n\n\n@tf.function\ndef $double(value):\n    return value * 2.0",
         calls="$res = [$double(tf.fill([2], i + 1.0)) for i in range(4)]", read=("$res",)),
    Form(rule=LEFT, bad=False, sign=Sign.EAGER, alone=True, top="@tf.function\ndef $double(value):\n    return value * 2.0",
         calls="tf.config.run_functions_eagerly(True)\n$double(tf.ones([2]))\ntf.config.run_functions_eagerly(False)\n$res = [$double(tf.fill([2], i + 1.0)) for i in range(4)]", read=("$res",)),
    Form(rule=TEXT, bad=True, body="$text = <<f'value {$s}' || str($s) || '%s' % $s || '{}'.format($s) || repr($s)>>\n$out = tf.strings.length($text)", wraps=QUIET),
    Form(rule=TEXT, bad=True, body="$out = <<f'is {$x}' || 'is ' + str($s)>>", wraps=(Wrap.NONE, Wrap.SCOPE)),
    Form(rule=TEXT, bad=True, body="$text = f'{$s:.2f}'\n$out = $x * 2.0", wraps=QUIET),
    Form(rule=TEXT, bad=False, body="$text = <<f'rank {$x.shape.rank}' || str($x.dtype) || 'a %d' % $x.shape[0]>>\n$out = $x * float(len($text))", wraps=QUIET),
    Form(rule=TEXT, bad=False, body="$out = <<tf.strings.as_string($s) || tf.strings.format('{}', $x) || tf.strings.join(['a', tf.strings.as_string($s)])>>", wraps=(Wrap.NONE, Wrap.SCOPE)),
    Form(rule=TEXT, bad=False, body="for $k in range(2):\n    with tf.name_scope(f'level_{$k}'):\n        $out = $x * float($k)", wraps=PLAIN),
)  # fmt: skip
