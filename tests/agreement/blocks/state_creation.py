"""Variables, layers and optimizers that traced code makes, assigns to or rebinds."""

from __future__ import annotations

from agreement.forms import ONCE, PLAIN, Form, Owner, Sign, Wrap

CREATION, LAYER = "tf-variable-creation", "tf-layer-creation"
STYLE, AUGMENTED, REBOUND = "tf-global-none-guard", "tf-variable-augmented-assignment", "tf-variable-rebound"
KEPT = (Owner.SELF, Owner.HOLDER, Owner.CLASS, Owner.ARGUMENT)
MADE_ONCE = (Wrap.NONE, Wrap.FLAG, Wrap.SCOPE, Wrap.FINALLY)

FORMS = (
    # Made at each trace.
    Form(
        rule=CREATION,
        bad=True,
        body="$v = tf.Variable(<<1.0 || tf.ones([3]) || 2.0, trainable=False>>)\n$out = $x * $v",
    ),
    Form(rule=CREATION, bad=True, body="$v = tf.Variable($s)\n$v.assign_add(1.0)\n$out = $x * $v"),
    Form(rule=CREATION, bad=True, state={"c": "None"}, rebinds=("c",), owners=KEPT,
         body="$c = tf.Variable(1.0)\n$out = $x + $c"),
    Form(rule=CREATION, bad=True, body="$g = tf.random.Generator.from_seed(3)\n$out = $x * $g.uniform([3])"),
    Form(rule=CREATION, bad=True, body="$v = keras.Variable(2.0)\n$out = $x * $v"),
    Form(rule=CREATION, bad=True, body="with tf.init_scope():\n    $v = tf.Variable(1.0)\n$out = $x + $v"),
    Form(rule=CREATION, bad=True, body="$vs = [tf.Variable(float($k)) for $k in range(2)]\n$out = $x * $vs[0]"),
    Form(rule=CREATION, bad=False, state={"c": "tf.Variable(1.0)"},
         body="$c.assign_add(<<1.0 || $s>>)\n$out = $x * $c", wraps=ONCE),
    Form(rule=CREATION, bad=False, state={"c": "None"}, rebinds=("c",), owners=KEPT, wraps=MADE_ONCE,
         body="if $c is None:\n    $c = tf.Variable(1.0)\n$c.assign_add(1.0)\n$out = $x * $c"),
    Form(rule=CREATION, bad=False, state={"c": "{}"}, owners=(Owner.GLOBAL, Owner.SELF, Owner.HOLDER),
         wraps=MADE_ONCE,
         body='if "$k" not in $c:\n    $c["$k"] = tf.Variable(1.0)\n$out = $x * $c["$k"]'),
    Form(rule=CREATION, bad=False, state={"c": "[]"}, owners=(Owner.GLOBAL, Owner.SELF, Owner.CLOSURE),
         wraps=MADE_ONCE, body="if not $c:\n    $c.append(tf.Variable(1.0))\n$out = $x * $c[0]"),
    Form(rule=CREATION, bad=False, body="$v = tf.constant(<<1.0 || [1.0, 2.0, 3.0]>>)\n$out = $x * $v"),
    Form(rule=CREATION, bad=False, top="def $make():\n    return tf.Variable(<<1.0 || 2.0>>)\n\n\n$v = $make()",
         body="$out = $x * $v.read_value()", owners=()),
    Form(rule=CREATION, bad=False,
         body="$t = tf.TensorArray(tf.float32, size=2)\n$t = $t.write(0, $s)\n$t = $t.write(1, $s)\n$out = $x * $t.stack()[1]"),
    # Layers and optimizers.
    Form(rule=LAYER, bad=True,
         body="$out = keras.layers.<<Dense(3) || Dropout(0.5) || LayerNormalization() || BatchNormalization()>>(tf.reshape($x, [1, 3]))"),
    Form(rule=LAYER, bad=True, body="$l = keras.layers.Dense(2)\n$out = $l(tf.reshape($x, [1, 3]))"),
    Form(rule=LAYER, bad=True, body="$m = keras.metrics.Mean()\n$m.update_state($x)\n$out = $m.result()", wraps=ONCE),
    Form(rule=LAYER, bad=True, top="$v = tf.Variable([1.0, 2.0, 3.0])", owners=(),
         body="$o = keras.optimizers.<<SGD || Adam>>(0.1)\n$o.apply_gradients([($x, $v)])\n$out = $v * 1.0", wraps=MADE_ONCE),
    Form(rule=LAYER, bad=False,
         body="$out = keras.layers.<<ReLU() || Flatten() || Rescaling(0.5) || Activation('tanh')>>(tf.reshape($x, [1, 3]))"),
    Form(rule=LAYER, bad=False, state={"c": 'keras.layers.Dense(2, kernel_initializer="ones")'},
         owners=(Owner.GLOBAL, Owner.SELF, Owner.HOLDER, Owner.CLOSURE),
         body="$out = $c(tf.reshape($x, [1, 3]))", wraps=ONCE),
    Form(rule=LAYER, bad=False, state={"c": "None"}, rebinds=("c",), owners=KEPT, wraps=MADE_ONCE,
         body='if $c is None:\n    $c = keras.layers.Dense(2, kernel_initializer="ones")\n$out = $c(tf.reshape($x, [1, 3]))'),
    Form(rule=LAYER, bad=False, body="$l = keras.losses.MeanSquaredError()\n$out = $l($x, $x * 2.0)"),
    Form(rule=LAYER, bad=False, state={"c": "keras.metrics.Mean()"}, owners=(Owner.GLOBAL, Owner.SELF),
         body="$c.update_state($x)\n$out = $c.result()", wraps=ONCE),
    Form(rule=LAYER, bad=False,
         top="$v = tf.Variable([1.0, 2.0, 3.0])\n$o = keras.optimizers.SGD(0.1)", owners=(), wraps=ONCE,
         body="$o.apply_gradients([($x, $v)])\n$out = $v * 1.0"),
    # A module global made under a None guard.
    Form(rule=STYLE, bad=True, sign=Sign.STYLE, state={"c": "None"}, rebinds=("c",), owners=(Owner.GLOBAL,),
         wraps=PLAIN, setup='$before = isinstance($c, tf.Variable)',
         body="if $c is None:\n    $c = tf.Variable(<<1.0 || tf.ones([3])>>)\n$out = $x * $c",
         read=("$before", "isinstance($c, tf.Variable)")),
    Form(rule=STYLE, bad=False, sign=Sign.STYLE, state={"c": "tf.Variable(1.0)"}, owners=(Owner.GLOBAL,),
         wraps=PLAIN, setup='$before = isinstance($c, tf.Variable)',
         body="$out = $x * $c", read=("$before", "isinstance($c, tf.Variable)")),
    Form(rule=STYLE, bad=False, sign=Sign.STYLE, state={"c": "None"}, rebinds=("c",), owners=KEPT, wraps=PLAIN,
         setup="$before = True", read=("$before", "isinstance($c, tf.Variable)"),
         body="if $c is None:\n    $c = tf.Variable(1.0)\n$out = $x * $c"),
    # Augmented assignment.
    Form(rule=AUGMENTED, bad=True, sign=Sign.BOTH, state={"c": "tf.Variable(1.0)"},
         owners=(Owner.SELF, Owner.HOLDER, Owner.CLASS, Owner.ARGUMENT), wraps=PLAIN,
         body="$c <<+= || -= || *= || /=>> 2.0\n$out = $x * $c"),
    Form(rule=AUGMENTED, bad=True, sign=Sign.BOTH, state={"c": "tf.Variable(1.0)"}, rebinds=("c",), wraps=PLAIN,
         owners=(Owner.GLOBAL,), body="$c += <<1.0 || $s>>\n$out = $x * $c"),
    Form(rule=AUGMENTED, bad=True, sign=Sign.BOTH, state={"c": "tf.Variable(1.0)"}, wraps=PLAIN,
         body="$v = $c\n$v += 1.0\n$out = $x * $v"),
    Form(rule=AUGMENTED, bad=False, state={"c": "tf.Variable(1.0)"}, wraps=ONCE,
         body="$c.<<assign_add(1.0) || assign_sub(0.5) || assign($c * 2.0)>>\n$out = $x * $c"),
    Form(rule=AUGMENTED, bad=False, state={"c": "tf.Variable(1.0)"}, body="$v = $c * 1.0\n$v += 2.0\n$out = $x * $v"),
    Form(rule=AUGMENTED, bad=False, state={"c": "tf.Variable(1.0)"},
         body="$v = $c.<<read_value() || value()>>\n$v += $s\n$out = $x * $v"),
    # Rebound.
    Form(rule=REBOUND, bad=True, state={"c": "tf.Variable(1.0)"}, rebinds=("c",), read=("$c",),
         owners=(Owner.SELF, Owner.HOLDER, Owner.GLOBAL, Owner.CLASS, Owner.ARGUMENT), wraps=(Wrap.NONE, Wrap.SCOPE, Wrap.FLAG),
         body="$c = $c <<* 0.9 + $s || + 1.0>>\n$out = $x * 2.0",
         allowed=("tf-tensor-leak", "tf-attribute-mutation", "tf-global-write")),
    Form(rule=REBOUND, bad=False, state={"c": "tf.Variable(1.0)"}, read=("$c",), wraps=ONCE,
         owners=(Owner.SELF, Owner.HOLDER, Owner.GLOBAL, Owner.CLASS, Owner.ARGUMENT),
         body="$c.assign($c * 0.9 + $s)\n$out = $x * $c"),
    Form(rule=REBOUND, bad=False, state={"c": "tf.Variable(1.0)"}, wraps=ONCE,
         body="$v = $c\n$v = $v * 0.9 + $s\n$out = $x * $v"),
)  # fmt: skip
