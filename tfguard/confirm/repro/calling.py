"""What is called, as source text: the way to the traced function, and its arguments."""

from __future__ import annotations

import builtins
from collections.abc import Collection, Mapping, Sequence

from tfguard.confirm.subjects.steps import Json, Plan, names_in

_PROTOCOLS = {
    "__repr__": "repr", "__str__": "str", "__format__": "format", "__bytes__": "bytes", "__bool__": "bool",
    "__int__": "int", "__float__": "float", "__complex__": "complex",
    "__index__": "__import__('operator').index",
    "__iter__": "iter",
}  # fmt: skip


def function_and_arguments(plan: Plan, values: Sequence[str], names: Collection[str]) -> str:
    """Write the two functions that a script's runs ask: what is called, and with what.

    Args:
        plan: the way to the traced function.
        values: the texts of all arguments, in the order of the plan's holes.
        names: what the module binds.
    """
    steps = _Steps(values, names)
    steps.take(plan.steps)
    positional, named = _parted(plan.call, values)
    options = "{" + ", ".join(f"{name!r}: {text}" for name, text in named.items()) + "}"
    return "\n".join([
        "def repro_function():",
        '    """The function that is called."""',
        *(f"    {line}" for line in steps.lines),
        f"    return {steps.current}",
        "",
        "",
        "def repro_arguments():",
        '    """The arguments of the calls: by position, and by name."""',
        f"    return [{', '.join(positional)}], {options}",
        "",
    ])  # fmt: skip


def driven_function(plan: Plan, values: Sequence[str], names: Collection[str], body: bool) -> str:
    """Write the function that runs the project's own code.

    Args:
        plan: the way to it; without steps, the module's statements are all there is.
        values: the texts of all arguments.
        names: what the module binds.
        body: whether the function's Python body is called, and not its graph.
    """
    if not plan.steps:
        lines = ['"""The module\'s own statements make the calls."""']
    else:
        steps = _Steps(values, names)
        steps.take(plan.steps)
        lines = ['"""Run the code that makes the calls."""', *steps.lines]
        if plan.steps[-1]["do"] != "construct":
            callee = (
                f"getattr({steps.current}, 'python_function', {steps.current})" if body else steps.current
            )
            lines.append(f"{callee}({_listed(plan.call, values)})")
    return "\n".join(["def repro_drive():", *(f"    {line}" for line in lines), ""])


def _parted(arguments: Sequence[Json], values: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    positional: list[str] = []
    named: dict[str, str] = {}
    for argument in arguments:
        text = values[int(str(argument["hole"]))]
        if argument["keyword"]:
            named[str(argument["keyword"])] = text
        else:
            positional.append(text)
    return positional, named


def _listed(arguments: Sequence[Json], values: Sequence[str]) -> str:
    positional, named = _parted(arguments, values)
    return ", ".join([*positional, *(f"{name}={text}" for name, text in named.items())])


class _Steps:
    """The steps of a plan, written down.

    Attributes:
        lines: the statements so far.
        current: an expression for what they lead to.
    """

    def __init__(self, values: Sequence[str], names: Collection[str]) -> None:
        self.values = values
        self.names = names
        self.lines: list[str] = []
        self.current = ""

    def take(self, steps: Sequence[Json]) -> None:
        """Write steps down."""
        for number, step in enumerate(steps):
            action = str(step["do"])
            following = str(steps[number + 1]["do"]) if number + 1 < len(steps) else ""
            if action == "get":
                self.current = str(step["name"])
            elif action == "evaluate":
                self.current = str(step["source"])
            elif action == "attribute":
                self._attribute(str(step["name"]))
            elif action == "construct":
                self._name(f"repro_keep({self.current}({self._arguments(step)}))", "made")
            elif action == "compile":
                self.lines.append(f'{self.current}.compile(optimizer="sgd", loss="mse")')
            elif action == "invoke" and following == "captured":
                given = ", ".join(part for part in (self.current, self._arguments(step)) if part)
                self.current = f"repro_caught({given})"
            elif action == "invoke":
                self.current = f"{self.current}({self._arguments(step)})"
            elif action == "captured" and not self.current.startswith("repro_caught("):
                self.current = "repro_caught()"
            elif action == "wrap":
                self._wrap(step)

    def _arguments(self, step: Json) -> str:
        arguments = step["arguments"]
        return _listed(arguments if isinstance(arguments, list) else [], self.values)

    def _name(self, text: str, name: str) -> None:
        self.lines.append(f"{name} = {text}")
        self.current = name

    def _attribute(self, name: str) -> None:
        if name == "call":
            # A Keras layer's call is run through the layer, which builds it first.
            self.current = f'{self.current} if hasattr({self.current}, "add_weight") else {self.current}.call'
        elif name in _PROTOCOLS and self.current == "made":
            # Python calls it, and looks at what it returns.
            self.current = f"lambda *rest: {_PROTOCOLS[name]}({self.current}, *rest)"
        else:
            self.current = f"{self.current}.{name}"

    def _wrap(self, step: Json) -> None:
        options = step["options"] if isinstance(step["options"], Mapping) else {}
        given = [f"{name}={value!r}" for name, value in options.items()]
        signature = str(step["signature"])
        known = {*self.names, "tf", "np", *dir(builtins)}
        if signature and names_in(signature) <= known:
            given.append(f"input_signature={signature}")
        self.current = f"tf.function({', '.join([self.current, *given])})"
