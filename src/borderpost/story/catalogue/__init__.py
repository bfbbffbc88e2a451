"""The catalogue of diagnostics: one entry a code, in stable groups.

BP0xx YAML, BP1xx names and types, BP2xx flow, BP3xx proved by search, BP4xx saves,
BP5xx prose and access, BP6xx facts and sources. A code, once given, never changes its meaning.
"""

from __future__ import annotations

from borderpost.story.catalogue.author_tests import AUTHOR_TEST_RULES
from borderpost.story.catalogue.citing import CITING_RULES
from borderpost.story.catalogue.effects import EFFECT_RULES
from borderpost.story.catalogue.expressions import EXPRESSION_RULES
from borderpost.story.catalogue.flow import FLOW_RULES
from borderpost.story.catalogue.idle import IDLE_RULES
from borderpost.story.catalogue.names import NAME_RULES
from borderpost.story.catalogue.prose import FACT_RULES, PROSE_RULES
from borderpost.story.catalogue.proved import PROVED_RULES
from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.saved import SAVED_RULES
from borderpost.story.catalogue.yaml import YAML_RULES

RULES: dict[str, Rule] = {
    rule.code: rule
    for group in (
        YAML_RULES,
        NAME_RULES,
        EXPRESSION_RULES,
        FLOW_RULES,
        EFFECT_RULES,
        PROVED_RULES,
        IDLE_RULES,
        AUTHOR_TEST_RULES,
        SAVED_RULES,
        PROSE_RULES,
        FACT_RULES,
        CITING_RULES,
    )
    for rule in group
}
"""Every rule by its code."""

__all__ = ["RULES", "Rule"]
