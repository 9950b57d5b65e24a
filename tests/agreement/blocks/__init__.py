"""All forms of building blocks, one module a family of rules."""

from __future__ import annotations

from agreement.blocks import (
    captured_state,
    control_flow,
    decorators,
    eager_only,
    retracing,
    side_effects,
    state_creation,
    tf1,
)
from agreement.programs import Grammar

FORMS = (
    *state_creation.FORMS,
    *side_effects.FORMS,
    *retracing.FORMS,
    *captured_state.FORMS,
    *control_flow.FORMS,
    *eager_only.FORMS,
    *decorators.FORMS,
    *tf1.FORMS,
)

GRAMMAR = Grammar(FORMS)
