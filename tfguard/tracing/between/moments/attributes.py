"""What an attribute is at the moment of a call: counted up, assigned in the loop, or a list that grows."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tfguard.syntax.scopes import BindingKind
from tfguard.tracing import elements
from tfguard.tracing.between.loops import loop_nodes
from tfguard.tracing.between.moments.counters import attribute_counter, attribute_growth
from tfguard.tracing.between.moments.values import counting, growing, new_each_time
from tfguard.tracing.between.sites import Call
from tfguard.tracing.values import Instance, Origin, Owner, Value, join, members

if TYPE_CHECKING:
    from tfguard.tracing.between.moments.moment import Moment


def tell_attribute(moment: Moment, node: ast.Attribute) -> None:
    """Tell the call's frame what an attribute is there, where more is known than at any time."""
    if not isinstance(node.value, (ast.Name, ast.Attribute)):
        return
    for member in members(moment.value(node.value)):
        if isinstance(member, Instance):
            _tell_of(moment, member, node)


def _tell_of(moment: Moment, instance: Instance, node: ast.Attribute) -> None:
    key = (instance.cls.scope, node.attr)
    if key in moment.frame.told or key in moment.pending:
        return
    moment.pending.add(key)
    try:
        value = _at_the_call(moment, instance, node)
    finally:
        moment.pending.discard(key)
    if value is not None:
        moment.frame.told[key] = value


def _at_the_call(moment: Moment, instance: Instance, node: ast.Attribute) -> Value | None:
    stays = _stays(moment, instance)
    place = attribute_counter(moment.program, instance, node.attr, moment.call) if stays else None
    value = moment.world.attribute(instance.cls, node.attr)
    if value is None:
        return None
    if place is not None:
        return counting(value, moment.module.text_of(node), place)
    assigned = _assigned_in_loop(moment, instance, node.attr)
    if assigned is not None:
        return assigned
    grown = attribute_growth(moment.program, instance, node.attr) if stays else None
    return growing(value, grown) if grown is not None else None


def _stays(moment: Moment, instance: Instance) -> bool:
    """Whether an object is the same one at the next call: not made anew in the loop that leads here."""
    if instance.node is not None:
        return not moment.is_in_loop(instance.node)
    function = moment.call.scope.function
    if function is None or function.owner_class is None:
        return True
    callers = moment.program.callers(function)
    return not callers or not all(_is_on_fresh_object(moment, call) for call in callers)


def _is_on_fresh_object(moment: Moment, call: Call) -> bool:
    """Whether a method is called on an object that the same loop, or the same function, makes."""
    callee = call.node.func
    if not isinstance(callee, ast.Attribute):
        return False
    found = members(moment.program.evaluate(callee.value, call))
    makers = [member.node for member in found if isinstance(member, Instance)]
    loops = loop_nodes(call.node, call.module)
    home = call.scope.function
    for maker in makers:
        if maker is None or maker not in call.module.parents:
            return False
        in_function = home is not None and any(part is maker for part in ast.walk(home.node))
        if not (loops & loop_nodes(maker, call.module) or (in_function and not loops)):
            return False
    return bool(makers)


def _assigned_in_loop(moment: Moment, instance: Instance, name: str) -> Value | None:
    """``self.rate = schedule(epoch)`` in a loop around the call, or around a call that leads here."""
    found = []
    for store in moment.module.index.attribute_stores.get(name, ()):
        binding = store.binding
        if binding.kind is not BindingKind.ASSIGN or binding.value is None:
            continue
        if binding.scope.function is not moment.call.scope.function or not moment.is_in_loop(store.target):
            continue
        if moment.world.stores_on(store.target, binding.scope, instance.cls):
            moment.prepare(binding.value)
            value = moment.evaluate(binding.value, moment.frames.get(binding.scope), Origin(Owner.SELF, name))
            found.append(new_each_time(elements.unpacked(value, binding.unpack)))
    return join(*found) if found else None
