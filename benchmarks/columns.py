"""A plan over millions of rows, beside what an expert types by hand and beside other libraries.

    python benchmarks/columns.py 5e6                  # time, ratios, wrong rows and peak memory of every contender
    python benchmarks/columns.py 5e6 --only hand,kernel
    python benchmarks/columns.py growth               # with rows, and with rules to 450
    python benchmarks/columns.py parity 1e6           # rows half of which lie on a limit, beside the scalar path
    python benchmarks/columns.py disk 20e6            # partitioned parquet on DuckDB under 1 GB, and streaming polars

The work: a long table (region, year, indicator, value) of 45 rules: 20 floors, 10 ceilings, 15 declines against 2020;
2 % missing; values at the written precision, so that many rows lie exactly on the limit. The figures are invented.
Only ratios of one run mean anything. The exact answer, by fractions, is part of the work: wrong rows are counted.
Needs the extras frames and dev-frames; contenders that are not installed are named.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from prevention_rules import Indicator, Plan, frames

BASE, YEARS = 2020, range(2020, 2026)
COLUMNS = {"area": "region", "period": "year"}
Rule = tuple[str, str, float]


def rules(count: int = 45) -> list[Rule]:
    """Return the rules of the work: of each 45 rules 20 floors, 10 ceilings and 15 declines."""
    told = []
    for at in range(1, count + 1):
        place = (at - 1) % 45 + 1
        if place <= 20:
            told.append((f"I{at:02d}", "ge", [85.0, 90.0, 95.0, 100.0, 0.4][place % 5]))
        elif place <= 30:
            told.append((f"I{at:02d}", "le", [12.0, 3.0, 5.0][place % 3]))
        else:
            told.append((f"I{at:02d}", "decl", [0.2, 0.1, 0.3][place % 3]))
    return told


@cache
def plan(count: int = 45) -> Plan:
    """Return the rules as a plan."""

    def target(kind: str, limit: float) -> str:
        if kind == "decl":
            return f"比2020年下降{round(limit * 100)}%以上"
        return f"{'≥' if kind == 'ge' else '≤'}{limit:g}"

    told = tuple(
        Indicator(
            number=name, name=f"指标{name}", unit="起" if kind == "decl" else "分钟",
            better="higher" if kind == "ge" else "lower", target=target(kind, limit),
        )
        for name, kind, limit in rules(count)
    )  # fmt: skip
    return Plan(id="work", title="虚构的计划", first_year=2021, last_year=2025, partial=True, indicators=told)


def table(rows: int, count: int = 45, seed: int = 0) -> pl.DataFrame:
    """Return the table of the work; its figures are invented."""
    draw, asked = np.random.default_rng(seed), rules(count)
    regions = max(1, rows // (count * len(YEARS)))
    region = np.repeat(np.arange(regions, dtype=np.int32), len(YEARS) * count)
    year = np.tile(np.repeat(np.array(YEARS, dtype=np.int32), count), regions)
    rule = np.tile(np.arange(count, dtype=np.int32), regions * len(YEARS))
    limit = np.array([one[2] for one in asked])[rule]
    declines = np.array([one[1] == "decl" for one in asked])[rule]
    noise = 1 + draw.normal(0, 0.05, len(rule))
    value = np.where(declines, np.round(10 * (1 - 0.06 * (year - BASE)) * noise, 2), np.round(limit * noise, 1))
    value[draw.random(len(rule)) < 0.02] = np.nan
    names = pl.Series([one[0] for one in asked]).gather(pl.Series(rule.astype(np.uint32)))
    return pl.DataFrame(
        {"region": region, "year": year, "indicator": names, "value": pl.Series(value, nan_to_null=True)}
    )


# --- contenders ------------------------------------------------------------------------------------


def hand(data: pl.DataFrame) -> pl.DataFrame:
    """Judge as an expert types it: one expression of polars, floats, verdict and gap."""
    asked = pl.DataFrame(rules(), schema=["indicator", "kind", "t"], orient="row")
    base = data.filter(pl.col("year") == BASE).select("region", "indicator", baseline="value")
    told = data.join(base, on=["region", "indicator"], how="left").join(asked, on="indicator", how="left")
    decline = pl.col("kind") == "decl"
    told = told.with_columns(limit=pl.when(decline).then(pl.col("baseline") * (1 - pl.col("t"))).otherwise(pl.col("t")))
    floor = pl.col("value") >= pl.col("limit")
    met = pl.when(pl.col("kind") == "ge").then(floor).otherwise(pl.col("value") <= pl.col("limit"))
    verdict = pl.when(met.is_null()).then(pl.lit("unknown")).when(met).then(pl.lit("met")).otherwise(pl.lit("not_met"))
    return told.with_columns(verdict=verdict, gap=pl.col("value") - pl.col("limit"))


def wide(data: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each region and year, with the limits of declines beside: what the validators take."""
    told = data.pivot(on="indicator", index=["region", "year"], values="value")
    limits = [(pl.col(name) * (1 - limit)).alias(f"{name}_max") for name, kind, limit in rules() if kind == "decl"]
    return told.join(told.filter(pl.col("year") == BASE).select("region", *limits), on="region", how="left")


def pointblank(data: pl.DataFrame) -> pl.DataFrame:
    """Judge as steps of a validation."""
    import pointblank as pb

    told = pb.Validate(wide(data))
    for name, kind, limit in rules():
        if kind == "ge":
            told = told.col_vals_ge(columns=name, value=limit, na_pass=True)
        else:
            bound = pb.col(f"{name}_max") if kind == "decl" else limit
            told = told.col_vals_le(columns=name, value=bound, na_pass=True)
    done = told.interrogate()
    return pl.DataFrame({"failed": [sum(done.n_failed().values())]})


def pandera(data: pl.DataFrame) -> pl.DataFrame:
    """Judge as a schema, lazily, with the failures as its explanation."""
    import pandera.polars as pa

    def decline(name: str) -> Any:
        return pa.Check(
            lambda d: d.lazyframe.select((pl.col(name) <= pl.col(f"{name}_max")).fill_null(True)), name=name
        )

    columns = {}
    for name, kind, limit in rules():
        checks = [] if kind == "decl" else [pa.Check.ge(limit) if kind == "ge" else pa.Check.le(limit)]
        columns[name] = pa.Column(pl.Float64, checks, nullable=True)
    schema = pa.DataFrameSchema(columns, checks=[decline(name) for name, kind, _ in rules() if kind == "decl"])
    try:
        schema.validate(wide(data), lazy=True)
    except pa.errors.SchemaErrors as errors:
        return errors.failure_cases
    return pl.DataFrame()


def rule_engine(data: pl.DataFrame) -> pl.DataFrame:
    """Judge row by row with compiled texts."""
    import rule_engine as engine

    context = engine.Context(default_value=None)
    texts = {"ge": "value >= {}", "le": "value <= {}", "decl": "value <= baseline * (1 - {})"}
    compiled = {name: (engine.Rule(texts[kind].format(limit), context=context), kind) for name, kind, limit in rules()}
    base = data.filter(pl.col("year") == BASE).select("region", "indicator", baseline="value")
    verdicts = []
    for row in data.join(base, on=["region", "indicator"], how="left", maintain_order="left").iter_rows(named=True):
        rule, kind = compiled[row["indicator"]]
        if row["value"] is None or (kind == "decl" and row["baseline"] is None):
            verdicts.append("unknown")
        else:
            verdicts.append("met" if rule.matches(row) else "not_met")
    return data.with_columns(verdict=pl.Series(verdicts))


def kernel(data: pl.DataFrame) -> pl.DataFrame:
    """Judge a table in memory."""
    return frames.evaluate(plan(), data, columns=COLUMNS)


def on_pandas(data: Any) -> Any:
    """Judge a table of pandas."""
    return frames.evaluate(plan(), data, columns=COLUMNS)


def lazy(data: pl.DataFrame) -> pl.DataFrame:
    """Judge a query of polars."""
    return frames.evaluate(plan(), data.lazy(), columns=COLUMNS).collect()


def streaming(data: pl.DataFrame) -> pl.DataFrame:
    """Judge a query of polars by its streaming engine."""
    return frames.evaluate(plan(), data.lazy(), columns=COLUMNS).collect(engine="streaming")


def duckdb(data: Any) -> Any:
    """Judge a table of DuckDB and write every row of the result."""
    told = frames.evaluate(plan(), data, columns=COLUMNS)
    told.select('region, year, indicator, verdict, reason, "limit", margin, needed_change').to_arrow_table()
    return told


def duckdb_counts(data: Any) -> Any:
    """Judge a table of DuckDB and count verdicts and reasons."""
    told = frames.evaluate(plan(), data, columns=COLUMNS)
    told.aggregate("verdict, reason, count(*)").fetchall()
    return told


def _plain(data: pl.DataFrame) -> Any:
    return data


def _to_pandas(data: pl.DataFrame) -> Any:
    return data.to_pandas()


def _to_arrow(data: pl.DataFrame) -> Any:
    return data.to_arrow()


def _to_duckdb(data: pl.DataFrame) -> Any:
    import duckdb as db

    connection = _connection(db)
    given = data.to_arrow()
    connection.execute("CREATE OR REPLACE TABLE work AS SELECT * FROM given")
    del given
    return connection.table("work")


@cache
def _connection(db: Any) -> Any:
    return db.connect()


Contender = tuple[Callable[[Any], Any], Callable[[pl.DataFrame], Any], str]
CONTENDERS: dict[str, Contender] = {
    "hand": (hand, _plain, "polars"),
    "kernel": (kernel, _plain, "polars"),
    "kernel on pandas": (on_pandas, _to_pandas, "pandas"),
    "kernel on pyarrow": (on_pandas, _to_arrow, "pyarrow"),
    "lazy polars": (lazy, _plain, "polars"),
    "streaming polars": (streaming, _plain, "polars"),
    "DuckDB counted": (duckdb_counts, _to_duckdb, "duckdb"),
    "DuckDB every row out": (duckdb, _to_duckdb, "duckdb"),
    "pointblank": (pointblank, _plain, "pointblank"),
    "pandera": (pandera, _plain, "pandera"),
    "rule-engine": (rule_engine, _plain, "rule_engine"),
}


# --- the exact answer ------------------------------------------------------------------------------


def wrong_rows(data: pl.DataFrame, told: Any) -> tuple[str, str]:
    """Count rows whose verdict is not that of fractions, apart from those of base years, which cannot be judged."""
    result = _as_polars(told)
    if "verdict" not in result.columns:
        return "", ""
    names = {"MET": "met", "NOT_MET": "not_met", "NOT_ASSESSABLE": "unknown"}
    said = result.select("region", "year", "indicator", pl.col("verdict").cast(pl.String).replace(names))
    base = data.filter(pl.col("year") == BASE).select("region", "indicator", base="value")
    held = data.join(base, on=["region", "indicator"], how="left").join(said, on=["region", "year", "indicator"])
    declines = [name for name, kind, _ in rules() if kind == "decl"]
    decline = pl.col("indicator").is_in(declines)
    base_rows = held.filter(decline & (pl.col("year") == BASE))
    held = held.filter(~(decline & (pl.col("year") == BASE)))
    distinct = (
        held.with_columns(base=pl.when(decline).then(pl.col("base"))).select("indicator", "value", "base").unique()
    )
    exact = distinct.with_columns(exact=pl.Series([_exact(*row) for row in distinct.iter_rows()], dtype=pl.String))
    held = held.with_columns(base=pl.when(decline).then(pl.col("base")))
    wrong = held.join(exact, on=["indicator", "value", "base"], nulls_equal=True).filter(
        pl.col("exact") != pl.col("verdict")
    )
    judged = base_rows.filter(pl.col("verdict") != "unknown")
    return f"{len(wrong):,}", f"{len(judged):,}"


def _as_polars(told: Any) -> pl.DataFrame:
    if isinstance(told, pl.DataFrame):
        return told
    if hasattr(told, "to_arrow_table"):
        told = told.to_arrow_table()
    found = pl.from_pandas(told) if type(told).__module__.startswith("pandas") else pl.from_arrow(told)
    assert isinstance(found, pl.DataFrame)
    return found


@cache
def _asked() -> dict[str, tuple[str, Fraction]]:
    return {name: (kind, Fraction(str(limit))) for name, kind, limit in rules()}


def _exact(indicator: str, value: float | None, base: float | None) -> str:
    kind, limit = _asked()[indicator]
    if value is None or (kind == "decl" and base is None):
        return "unknown"
    x = Fraction(repr(value))
    if kind == "ge":
        return "met" if x >= limit else "not_met"
    bound = Fraction(repr(base)) * (1 - limit) if kind == "decl" else limit
    return "met" if x <= bound else "not_met"


# --- measuring -------------------------------------------------------------------------------------


def clocked(judge: Callable[[Any], Any], data: Any) -> tuple[float, float]:
    """Return the seconds a call takes, on the wall and of all processors."""
    wall, cpu = time.perf_counter(), time.process_time()
    judge(data)
    return time.perf_counter() - wall, time.process_time() - cpu


def most_memory() -> float:
    """Return the most memory this process has held, in MB; what resource tells is inherited from its parent."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def peak(name: str, rows: int) -> float:
    """Return the peak memory of a contender with its table, in MB, in a process of its own."""
    run = subprocess.run(
        [sys.executable, __file__, str(rows), "--peak-of", name], capture_output=True, text=True, check=True
    )
    return float(run.stdout.split()[-1])


def _peak(name: str, rows: int) -> None:
    judge, given, _ = CONTENDERS[name]
    with tempfile.TemporaryDirectory() as folder:  # read, not made: making it takes more than holding it
        file = Path(folder) / "work.parquet"
        subprocess.run([sys.executable, __file__, str(rows), "--write", str(file)], check=True)
        data = given(pl.read_parquet(file))
    judge(data)
    print(most_memory())


def contest(rows: int, only: list[str], rounds: int, memory: bool) -> None:
    """Let the contenders take turns, and print a table."""
    data = table(rows)
    names = [name for name in only or CONTENDERS if find_spec(CONTENDERS[name][2])]
    slow = {"pandera", "rule-engine", "pointblank"}
    given = {name: CONTENDERS[name][1](data) for name in names}
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for turn in range(rounds):
        for name in names:
            if turn == 0 or name not in slow:
                taken[name].append(clocked(CONTENDERS[name][0], given[name]))
    first = {at: statistics.median(one[at] for one in taken[names[0]]) for at in (0, 1)}
    print(f"\n{len(data):,} rows, 45 rules; medians of {rounds} rounds in turn; ratios to `{names[0]}`\n")
    print("| contender | s | ratio | CPU s | ratio | wrong rows | base-year rows judged | peak MB |")
    print("|---|---|---|---|---|---|---|---|")
    for name in names:
        wall, cpu = (statistics.median(one[at] for one in taken[name]) for at in (0, 1))
        wrong, base = (
            wrong_rows(data, CONTENDERS[name][0](given[name]))
            if name not in slow or name == "rule-engine"
            else ("", "")
        )
        most = f"{peak(name, rows):,.0f}" if memory else ""
        cells = (f"{wall:.2f}", f"{wall / first[0]:.2f}", f"{cpu:.2f}", f"{cpu / first[1]:.2f}", wrong, base, most)
        print(f"| {name} | {' | '.join(cells)} |", flush=True)
    missing = [name for name in CONTENDERS if name not in names and not only]
    print(f"\nnot installed: {', '.join(missing) or 'none'}")


def growth(rounds: int = 3) -> None:
    """Print the time of the kernel with the rows, and with the rules at the same number of rows."""
    print("\n| rows | rules | s | CPU s | µs a row |\n|---|---|---|---|---|")
    for rows, count in ((500_000, 45), (1_000_000, 45), (2_000_000, 45), (5_000_000, 45), (20_000_000, 45),
                        (2_000_000, 90), (2_000_000, 225), (2_000_000, 450)):  # fmt: skip
        data, asked = table(rows, count), plan(count)
        times = [clocked(lambda d, p=asked: frames.evaluate(p, d, columns=COLUMNS), data) for _ in range(rounds)]
        wall, cpu = (statistics.median(one[at] for one in times) for at in (0, 1))
        print(f"| {len(data):,} | {count} | {wall:.2f} | {cpu:.2f} | {cpu / len(data) * 1e6:.3f} |", flush=True)


def parity(rows: int) -> None:
    """Judge generated rows, half of them on a limit or within a last digit of it, by columns and by the scalar path."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    import engines
    import tables

    count = max(1, rows // (len(tables.ROWS) * len(tables.YEARS)))
    told = tables.rows(count, seed=1)
    given = {"n": list(range(len(told["period"]))), **told}
    started = time.perf_counter()
    expected = tables.by_scalar(given)
    took = time.perf_counter() - started
    print(f"{len(expected):,} rows, {len(set(expected))} outcomes; the scalar path took {took:.0f} s")
    for name, make in engines.ENGINES.items():
        size = len(expected) if name != "spark" else min(len(expected), 100_000)
        areas = set(list(dict.fromkeys(given["area"]))[: max(1, count * size // len(expected))])
        kept = [at for at, area in enumerate(given["area"]) if area in areas]
        some = {column: [cells[at] for at in kept] for column, cells in given.items()}
        result = engines.columns(frames.evaluate(tables.plan(), make(some)))
        said = list(zip(map(str, result["verdict"]), map(str, result["reason"]), strict=True))
        wrong = sum(one != expected[at] for one, at in zip(said, kept, strict=True))
        print(f"{name}: {len(kept):,} rows, {wrong} differ, {sum(result['scalar']):,} by the scalar path", flush=True)


def disk(rows: int, memory: str = "700MB") -> None:
    """Judge parquet files, one for each year, on DuckDB under a limit of memory, and on streaming polars."""
    import duckdb as db

    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, __file__, str(rows), "--write", folder], check=True)
        connection = db.connect()
        connection.execute(f"SET memory_limit='{memory}'; SET temp_directory='{folder}/spill'")
        data = connection.read_parquet(f"{folder}/*/*.parquet", hive_partitioning=False)
        started = time.perf_counter()
        told = frames.evaluate(plan(), data, columns=COLUMNS)
        counted = told.aggregate("verdict, count(*)").fetchall()
        print(f"DuckDB, {rows:,} rows, {memory}: counted in {time.perf_counter() - started:.1f} s: {sorted(counted)}")
        started = time.perf_counter()
        told.write_parquet(f"{folder}/out.parquet")
        print(f"DuckDB, every row written in {time.perf_counter() - started:.1f} s, the process at most "
              f"{most_memory():,.0f} MB")  # fmt: skip
        run = subprocess.run(
            [sys.executable, __file__, str(rows), "--stream", folder], capture_output=True, text=True, check=True
        )
        print(run.stdout.strip())


def _stream(folder: str) -> None:
    started = time.perf_counter()
    query = frames.evaluate(
        plan(), pl.scan_parquet(f"{folder}/year=*/*.parquet", hive_partitioning=False), columns=COLUMNS
    )
    counts = query.group_by("verdict").agg(pl.len()).collect(engine="streaming")
    took = time.perf_counter() - started
    print(f"streaming polars: counted in {took:.1f} s: {sorted(counts.rows())}, at most {most_memory():,.0f} MB")


def _write(rows: int, to: str) -> None:
    data = table(rows)
    if not Path(to).is_dir():
        return data.write_parquet(to)
    for (year,), part in data.group_by("year"):
        folder = Path(to) / f"year={year}"
        folder.mkdir()
        part.write_parquet(folder / "part.parquet", row_group_size=250_000)
    return None


def main() -> None:
    """Read what is asked for."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("what", nargs="?", default="5e6")
    told.add_argument("rows", nargs="?", default="1e6")
    told.add_argument("--only", default="")
    told.add_argument("--rounds", type=int, default=5)
    told.add_argument("--no-memory", action="store_true")
    for hidden in ("--peak-of", "--write", "--stream"):
        told.add_argument(hidden, help=argparse.SUPPRESS)
    asked = told.parse_args()
    if asked.what in ("growth", "parity", "disk"):
        {"growth": lambda: growth(), "parity": lambda: parity(int(float(asked.rows))),
         "disk": lambda: disk(int(float(asked.rows)))}[asked.what]()  # fmt: skip
        return
    rows = int(float(asked.what))
    if asked.peak_of:
        _peak(asked.peak_of, rows)
    elif asked.write:
        _write(rows, asked.write)
    elif asked.stream:
        _stream(asked.stream)
    else:
        print(f"{os.cpu_count()} processors, polars {pl.__version__}, numpy {np.__version__}")
        contest(rows, [one for one in asked.only.split(",") if one], asked.rounds, not asked.no_memory)


if __name__ == "__main__":
    main()
