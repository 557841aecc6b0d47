"""On whose authority: every rule the library applies, with how well its source is known to us.

``confirmed`` means that the text was read in a copy; ``secondary`` that another text reports it;
``memory`` that it is well known but was not read again, so no clause number is given for it;
``house`` that no published rule was found and the choice is our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.errors import FormatError
from prevention_rules.text import Words, did_you_mean, guessed

Status = Literal["confirmed", "secondary", "memory", "house"]
"""How well a source is known to us."""


@frozen
class Citation:
    """A source: what it is called, what it says, and how far it may be leaned on.

    ``basis`` says why a source carries a rule it was not written for (an analogy, a convention) or
    which part of it was not read; None where the source speaks for itself.
    """

    key: str
    title: Words
    status: Status
    basis: Words | None
    says: Words

    __repr__ = in_short


_ANALOGY = Words(
    "按惯例类推：该条只就本法而言，对规划文件没有约束力",
    "a convention, by analogy: the article speaks for its own statute and does not bind a plan",
)
_NOT_READ = Words("凭记忆引用，未核对原文", "from memory; the text was not read again")

_ALL = (
    Citation(
        "CN-CIVIL-1259",
        Words("《中华人民共和国民法典》第一千二百五十九条", "Civil Code of the PRC, article 1259"),
        "confirmed",
        _ANALOGY,
        Words(
            "“以上”“以下”“以内”“届满”包括本数；“不满”“超过”“以外”不包括本数",
            "“以上”, “以下”, “以内” and “届满” include the number; “不满”, “超过” and “以外” exclude it",
        ),
    ),
    Citation(
        "CN-CRIM-99",
        Words("《中华人民共和国刑法》第九十九条", "Criminal Law of the PRC, article 99"),
        "confirmed",
        _ANALOGY,
        Words("“以上”“以下”“以内”包括本数", "“以上”, “以下” and “以内” include the number"),
    ),
    Citation(
        "CN-NPC-LTS-2009-62",
        Words("《立法技术规范（试行）（一）》，法工委发〔2009〕62号", "NPC drafting rules (trial) (1), 2009, no. 62"),
        "memory",
        Words("读到该组词语已列入，具体条文未核对", "the group of words is listed there; its wording was not read"),
        Words(
            "“以上”“以下”“以内”含本数，“不满”“超过”不含本数", "“以上”, “以下”, “以内” include; “不满”, “超过” exclude"
        ),
    ),
    Citation(
        "GBT8170-3",
        Words("GB/T 8170-2008 数值修约规则", "GB/T 8170-2008, rules of rounding"),
        "confirmed",
        None,
        Words("四舍六入五成双，一次修约到位，不得连续修约", "an exact half goes to the even neighbour; round once"),
    ),
    Citation(
        "GBT8170-4.2",
        Words("GB/T 8170-2008 极限数值的表示", "GB/T 8170-2008, on writing limiting values"),
        "memory",
        _NOT_READ,
        Words("“不低于”“不少于”含本数，“超过”“低于”不含本数", "not below and not less include; above, below exclude"),
    ),
    Citation(
        "GBT8170-4.3",
        Words("GB/T 8170-2008 极限数值的判定", "GB/T 8170-2008, on comparing with limiting values"),
        "memory",
        _NOT_READ,
        Words(
            "未作规定时用全数值比较法，修约值比较法须事先声明",
            "the full value is compared unless the rounded comparison was declared",
        ),
    ),
    Citation(
        "NBS-ROUNDING",
        Words("国家统计局统计公报注释", "National Bureau of Statistics, notes to its communiqués"),
        "confirmed",
        None,
        Words("“部分数据因四舍五入的原因……”", "published figures are rounded half up (“四舍五入”)"),
    ),
    Citation(
        "NBS-PCT",
        Words("国家统计部门释义：百分数与百分点", "Statistical glossary: per cent and percentage point"),
        "confirmed",
        None,
        Words(
            "百分点是两个百分数之差；“降低20%”是由100到80，“降低到20%”是由100到20",
            "a percentage point is a difference of percentages; down BY 20 % leaves 80 of 100, down TO 20 % leaves 20",
        ),
    ),
    Citation(
        "CN-FYP14-MIDTERM",
        Words("“十四五”规划实施中期评估（新华社，2023年）", "Midterm review of the 14th plan (Xinhua, 2023)"),
        "confirmed",
        Words(
            "原文只有“时间过半、任务过半”和各类名称；按线性折算是本库的读法，未见官方公式",
            "it has the categories and “half the time, half the task”; the linear formula is our reading of it",
        ),
        Words("指标分为提前实现、快于预期、基本符合预期和滞后", "achieved early, ahead, as expected, or lagging"),
    ),
    Citation(
        "HP2020-STATUS",
        Words("Healthy People 2020 最终进展表", "Healthy People 2020, Final Progress Table"),
        "confirmed",
        None,
        Words(
            "完成目标变化量的10%以上为改善，偏离基期10%以上为变差；有标准误时看是否显著",
            "10 % of the targeted change is improving, 10 % of the baseline away is getting worse",
        ),
    ),
    Citation(
        "OPENSDG-PM",
        Words("Open SDG 进展测度方法及源码", "Open SDG progress measure, method page and code"),
        "confirmed",
        None,
        Words(
            "实际年均增速与所需年均增速之比：≥95%、60%—95%、0—60%、<0",
            "growth achieved over growth required: ≥95 %, 60 to 95 %, 0 to 60 %, below 0",
        ),
    ),
    Citation(
        "EUSTAT-UN-2023",
        Words("联合国可持续发展目标进展图，据 Eustat", "UN SDG Progress Chart, as published by Eustat"),
        "confirmed",
        Words("读的是 Eustat 的转述，联合国原文未读", "read as Eustat reports it; the UN note was not read"),
        Words("按现有增速外推到目标年，完成目标变化量的≥95%、10%—95%、<10%", "extrapolated: ≥95 %, 10 to 95 %, <10 %"),
    ),
    Citation(
        "UNECE-API",
        Words("亚太经社会／欧经委 预期进展指数", "ESCAP/UNECE Anticipated Progress Index"),
        "confirmed",
        Words("回归权重未核对", "the weights of the regression were not read"),
        Words("按时间加权线性回归外推到2030年", "a time-weighted linear regression, extended to 2030"),
    ),
    Citation(
        "JNCC-3PCT",
        Words("英国生物多样性指标", "UK Biodiversity Indicators"),
        "confirmed",
        None,
        Words(
            "变化不足3%视为总体没有变化，中间波动不计", "below 3 % is little or no change; swings between are ignored"
        ),
    ),
    Citation(
        "ISO10576",
        Words("ISO 10576 符合规定要求的评价", "ISO 10576, evaluation of conformity with specified requirements"),
        "memory",
        Words("只读到适用范围，规则条文凭记忆", "its scope was read; the wording of the rule is from memory"),
        Words("区间全在限内为符合，全在限外为不符合，否则不作结论", "inside conforms, outside does not, else open"),
    ),
    Citation(
        "ILAC-G8-4.2",
        Words("ILAC-G8:09/2019 第4.2条", "ILAC-G8:09/2019, section 4.2"),
        "confirmed",
        None,
        Words(
            "判定规则须事先商定；简单接受不设保护带", "the rule is agreed first; simple acceptance has no guard band"
        ),
    ),
    Citation(
        "JCGM106",
        Words("JCGM 106:2012", "JCGM 106:2012"),
        "memory",
        _NOT_READ,
        Words("合格概率与保护带", "conformance probability and guard bands"),
    ),
    Citation(
        "WILSON1927",
        Words("Wilson (1927) 得分区间", "Wilson (1927), score interval"),
        "memory",
        _NOT_READ,
        Words("小样本下比例的置信区间首选", "an interval for a proportion that holds up in small samples"),
    ),
    Citation(
        "CP1934",
        Words("Clopper 与 Pearson (1934) 精确区间", "Clopper and Pearson (1934), exact interval"),
        "memory",
        _NOT_READ,
        Words("覆盖率不低于所称置信水平", "covers at least as often as the stated confidence"),
    ),
    Citation(
        "MANSKI",
        Words("Manski 最坏情形界", "Manski, worst-case bounds"),
        "confirmed",
        None,
        Words("缺报部分全不达标与全达标之间", "between all missing reports failing and all passing"),
    ),
    Citation(
        "DMN-TCK-0059/0064",
        Words("OMG DMN 技术兼容性测试 0059、0064", "OMG DMN compatibility tests 0059 and 0064"),
        "confirmed",
        Words("空集合与之不同：本库作暂无法评估", "not followed for the empty list, which is not assessable"),
        Words("假且未知为假，真且未知为未知", "false and unknown is false; true and unknown is unknown"),
    ),
    Citation(
        "CQL-ALLTRUE",
        Words("HL7 CQL 聚合函数 AllTrue", "HL7 CQL, aggregate AllTrue"),
        "confirmed",
        Words("本库不采用：缺数不能当作达标", "not followed: a missing value does not pass"),
        Words("忽略未知项，空集合为真", "ignores unknown items; true for the empty list"),
    ),
    Citation(
        "MANN1945",
        Words("Mann (1945)、Kendall (1975) 趋势检验", "Mann (1945) and Kendall (1975), test for trend"),
        "memory",
        _NOT_READ,
        Words("按一切排列计算升序对与降序对之差的显著性", "whether rises outnumber falls by more than chance"),
    ),
    Citation(
        "EUROSTAT-SDG",
        Words("欧盟统计局可持续发展指标监测", "Eurostat, monitoring of the SDGs in the EU"),
        "memory",
        _NOT_READ,
        Words("无目标值的指标，年均变化达到1%为显著进展", "without a target, 1 % a year is significant progress"),
    ),
    Citation(
        "OECD-DTT",
        Words("经合组织 距目标的距离", "OECD, distance to the SDG targets"),
        "confirmed",
        Words("显著性水平未核对；本库用精确检验", "its level of significance was not read; ours is exact"),
        Words("用秩相关判断趋势为上升、平稳或下降", "a trend is upward, stable or downward by rank correlation"),
    ),
    Citation(
        "NBS-2024-10",
        Words("国家统计局2024年10月新闻发布会", "National Bureau of Statistics, press conference of October 2024"),
        "confirmed",
        Words("是用法的例证，不是定义", "an instance of use, not a definition"),
        Words("失业率“波动幅度为0.3个百分点”，总体稳定", "5.0 to 5.3 %, a range of 0.3 points, is stable"),
    ),
    Citation(
        "CN-CHILD-OUTLINE",
        Words("《中国儿童发展纲要》终期统计监测报告", "Final monitoring report of the children's development outline"),
        "confirmed",
        Words("是用法的例证，不是定义", "an instance of use, not a definition"),
        Words("净入学率“保持在99.7%以上”", "enrolment “kept at or above 99.7 %”, in every year"),
    ),
    Citation(
        "FINE1975",
        Words("Fine (1975) 超赋值", "Fine (1975), supervaluation"),
        "memory",
        _NOT_READ,
        Words("一切可取的读法都成立，才算确定成立", "what every admissible reading says is settled"),
    ),
    Citation(
        "HOUSE",
        Words("本库自定的约定", "A choice of this library"),
        "house",
        Words("未找到公开的规则", "no published rule was found"),
        Words("可在规则文件中改用其他读法", "the rule file may declare another reading"),
    ),
)

CITATIONS: Mapping[str, Citation] = MappingProxyType({citation.key: citation for citation in _ALL})
"""Every citation by its key."""


def cite(key: str) -> Citation:
    """Return the citation called *key*; raises `FormatError`, with a guess, for a key that is not one.

    >>> cite("CN-CIVIL-1259").status, cite("HOUSE").status
    ('confirmed', 'house')
    """
    if key in CITATIONS:
        return CITATIONS[key]
    end = guessed(did_you_mean(key, CITATIONS))
    raise FormatError(Words(f"没有名为 {key!r} 的依据{end.zh}", f"no citation is called {key!r}{end.en}"))
