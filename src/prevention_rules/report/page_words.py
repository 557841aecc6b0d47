"""The fixed words of the page, in both languages."""

from __future__ import annotations

from typing import Final

from prevention_rules.text import Words

PAGE: Final = {
    "skip": Words("跳到内容", "Skip to the content"),
    "contents": Words("目录", "Contents"),
    "summary": Words("总体情况", "Summary"),
    "behind": Words("滞后的指标（由重到轻）", "Behind, worst first"),
    "nothing_behind": Words("没有滞后的指标。", "No indicator is behind."),
    "domains": Words("分领域情况", "By domain"),
    "indicators": Words("指标", "Indicators"),
    "tasks": Words("正文量化任务", "Quantified tasks of the text"),
    "departments": Words("分责任单位情况", "By department"),
    "department": Words("责任单位", "Department"),
    "leads": Words("牵头", "Leads"),
    "shares": Words("配合", "Shares in"),
    "of_them_behind": Words("其中滞后（序号）", "Behind (No.)"),
    "matrix": Words("分街道情况", "By area"),
    "area": Words("街道", "Area"),
    "needed": Words("尚需补报的数据", "Data still needed"),
    "nothing_needed": Words("没有需要补报的数据。", "Nothing is needed."),
    "number": Words("序号", "No."),
    "name": Words("指标", "Indicator"),
    "period": Words("年份", "Period"),
    "what": Words("需要", "Needed"),
    "why": Words("原因", "Why"),
    "notes": Words("注", "Notes"),
    "each": Words("逐项说明", "Indicator by indicator"),
    "marked": Words("※ 须先核对", "※ to be looked into"),
    "responsible": Words("责任单位", "Responsible"),
    "chart": Words("图例", "Charts"),
    "chart_figure": Words("完成值", "figure"),
    "chart_span": Words("可能的范围，箭头一端未公布", "possible values, an arrow where no end was published"),
    "chart_target": Words("目标，着色一侧为达到", "target, met on its shaded side"),
    "chart_due": Words("序时应达", "due by now"),
    "chart_base": Words("基期", "base"),
    "worst_first": Words("各表由重到轻排列。", "Each table has the worst first."),
    "generated": Words("生成日期", "Generated"),
    "version": Words("版本", "version"),
    "none": Words("—", "—"),
}
"""By key; what a template names stands here."""
