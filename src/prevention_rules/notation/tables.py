"""Lark's tables in a form that can be shipped and reviewed: rules in words, states numbered in the order they are met.

Lark numbers the states anew in every process; here they are walked from the starts, so that one grammar has one form.
"""

from __future__ import annotations

from typing import Any

from attrs import frozen

Reductions = tuple[tuple[int, int], ...]
"""Which rule ends before which lookahead."""


@frozen
class Tables:
    """What `Lark.load` needs: rules, lookaheads, and for every state where a symbol leads and which rules end there.

    A rule is its origin, its symbols, its place among the alternatives, its alias, and the options it sets.
    """

    rules: tuple[tuple[str, str, int, str | None, dict[str, Any]], ...]
    lookaheads: tuple[str, ...]
    states: tuple[tuple[dict[str, int], Reductions], ...]
    starts: dict[str, int]
    ends: dict[str, int]


PLAIN: dict[str, Any] = {
    "keep_all_tokens": False,
    "expand1": False,
    "priority": None,
    "template_source": None,
    "empty_indices": (),
}


def unpacked(tables: Tables, lexer: type, options: dict[str, Any]) -> dict[str, Any]:
    """Return what `Lark.load` takes, with the lexer and the options of the caller."""
    rules = [{"@": place} for place in range(len(tables.rules))]
    names = sorted({*(name for to, _ in tables.states for name in to), *" ".join(tables.lookaheads).split()})
    place = {name: at for at, name in enumerate(names)}
    ahead = [[place[name] for name in row.split()] for row in tables.lookaheads]
    states: dict[int, dict[int, tuple[int, Any]]] = {}
    for number, (steps, ends) in enumerate(tables.states):
        states[number] = {place[name]: (0, to) for name, to in steps.items()}
        for rule, row in ends:
            states[number] |= dict.fromkeys(ahead[row], (1, rules[rule]))
    conf = {"terminals": [], "ignore": [], "g_regex_flags": 0, "use_bytes": False, "lexer_type": lexer}
    parser = {
        "lexer_conf": conf,
        "parser_conf": {"rules": rules, "start": list(tables.starts), "parser_type": "lalr"},
        "parser": {
            "tokens": dict(enumerate(names)),
            "states": states,
            "start_states": tables.starts,
            "end_states": tables.ends,
        },
    }
    memo = {at: _lark_rule(*rule) for at, rule in enumerate(tables.rules)}
    return {"data": {"parser": parser, "rules": rules, "options": options}, "memo": memo}


def _lark_rule(origin: str, symbols: str, order: int, alias: str | None, options: dict[str, Any]) -> dict[str, Any]:
    return {
        "origin": {"name": origin, "__type__": "NonTerminal"},
        "expansion": [_symbol(name) for name in symbols.split()],
        "order": order,
        "alias": alias,
        "options": {**PLAIN, **options, "__type__": "RuleOptions"},
        "__type__": "Rule",
    }


def _symbol(name: str) -> dict[str, Any]:
    if name.isupper():
        return {"name": name, "filter_out": False, "__type__": "Terminal"}
    return {"name": name, "__type__": "NonTerminal"}
