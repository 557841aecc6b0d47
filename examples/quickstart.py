"""Really published figures held against the Xicheng plan: tables, and three explanations.

Run it with ``python examples/quickstart.py`` (Chinese) or ``python examples/quickstart.py en``.

The figures are those of the whole nation and of Beijing as a whole, as the press printed them, with
their sources in ``examples/data``. They are NOT Xicheng's own: no value of Xicheng is published
there. What is shown is how the plan's targets read such figures, not whether Xicheng keeps its plan.
"""

import sys
from pathlib import Path

import prevention_rules as pr
from prevention_rules.text import Language

DATA = Path(__file__).parent / "data"

NOTICE = {
    "zh": "注意：下面是{region}已公布的数据，不是西城区的数据；对照的是西城区计划的目标。",
    "en": "Note: these are published figures of {region}, not Xicheng's own; they are held against Xicheng's targets.",
}
REGIONS = {"nation": {"zh": "全国", "en": "the nation"}, "beijing": {"zh": "北京市", "en": "Beijing"}}


def main(lang: Language = "zh") -> None:
    plan = pr.load_plan("xicheng-2022-2025")
    print({"zh": plan.title, "en": plan.title_en}[lang])

    for region, year in (("nation", 2022), ("nation", 2023), ("beijing", 2020), ("beijing", 2021), ("beijing", 2023)):
        figures = pr.read_observations(DATA / f"{region}.csv")
        assessment = plan.assess(figures, at=year, whole="北京市")
        print(f"\n{year}\n{NOTICE[lang].format(region=REGIONS[region][lang])}\n")
        print(assessment.to_text(lang, brief=True))

    # One target that is met, one that a published bound cannot decide, one that is not met yet.
    nation = plan.assess(pr.read_observations(DATA / "nation.csv"), at=2023)
    for number in ("26", "23", "34"):
        print(f"\n{'═' * 100}\n{NOTICE[lang].format(region=REGIONS['nation'][lang])}\n")
        print(nation[number].explain(lang))


if __name__ == "__main__":
    main("en" if "en" in sys.argv[1:] else "zh")
