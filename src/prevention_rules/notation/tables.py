"""Lark's tables in a form that can be shipped and reviewed: rules in words, states numbered in the order they are met.

Lark numbers the states anew in every process; here they are walked from the starts, so that one grammar has one form.
"""

from __future__ import annotations

import io
import pickle
from typing import Any

from attrs import frozen
from lark import Lark

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


_PLAIN = {"keep_all_tokens": False, "expand1": False, "priority": None, "template_source": None, "empty_indices": ()}


def packed(parser: Lark) -> Tables:
    """Return the tables of a parser; the inverse of `unpacked`."""
    buffer = io.BytesIO()
    parser.save(buffer)
    saved = pickle.loads(buffer.getvalue())
    tables = saved["data"]["parser"]["parser"]
    order = _walk(tables)
    rules = {memo["@"]: place for place, memo in enumerate(saved["data"]["rules"])}
    rows = [_state(tables["states"][state], tables["tokens"], order, rules) for state in order]
    lookaheads = sorted({ahead for _, ends in rows for ahead in ends.values()})
    return Tables(
        tuple(_rule(saved["memo"][memo]) for memo in rules),
        tuple(lookaheads),
        tuple(
            (to, tuple(sorted((rule, lookaheads.index(ahead)) for rule, ahead in ends.items()))) for to, ends in rows
        ),
        {start: order[state] for start, state in sorted(tables["start_states"].items())},
        {start: order[state] for start, state in sorted(tables["end_states"].items())},
    )


def _walk(tables: dict[str, Any]) -> dict[int, int]:
    """Number the states as they are met from the starts, symbols in the order of their names."""
    queue = [tables["start_states"][start] for start in sorted(tables["start_states"])]
    for state in queue:
        steps = {tables["tokens"][token]: to for token, (kind, to) in tables["states"][state].items() if kind == 0}
        queue += dict.fromkeys(to for _, to in sorted(steps.items()) if to not in queue)
    return {state: place for place, state in enumerate(queue)}


def _state(
    actions: dict[int, Any], tokens: dict[int, str], order: dict[int, int], rules: dict[int, int]
) -> tuple[dict[str, int], dict[int, str]]:
    steps = sorted((tokens[token], to) for token, (kind, to) in actions.items() if kind == 0)
    ends: dict[int, list[str]] = {}
    for token, (kind, rule) in actions.items():
        if kind == 1:
            ends.setdefault(rules[rule["@"]], []).append(tokens[token])
    return {name: order[to] for name, to in steps}, {rule: " ".join(sorted(names)) for rule, names in ends.items()}


def _rule(rule: dict[str, Any]) -> tuple[str, str, int, str | None, dict[str, Any]]:
    symbols = " ".join(symbol["name"] for symbol in rule["expansion"])
    alias = None if rule["alias"] is None else str(rule["alias"])
    options = {name: value for name, value in rule["options"].items() if name != "__type__" and value != _PLAIN[name]}
    return str(rule["origin"]["name"]), symbols, rule["order"], alias, options


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
        "options": {**_PLAIN, **options, "__type__": "RuleOptions"},
        "__type__": "Rule",
    }


def _symbol(name: str) -> dict[str, Any]:
    if name.isupper():
        return {"name": name, "filter_out": False, "__type__": "Terminal"}
    return {"name": name, "__type__": "NonTerminal"}
