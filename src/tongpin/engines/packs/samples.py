"""规则包模板: packs that come with the product; none holds until a bureau takes it over, corrects it by its own documents and adopts it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "shipped"


@dataclass(frozen=True, slots=True)
class Template:
    """模板: what the form is filled with."""

    code: str
    title: str
    about: str
    document: str
    document_number: str
    text: str


HOW = (
    "一条规则写 key、title、force、sources、facts、parameters、conditions、decide、versions 和 cases；多条规则列在 rules: 下面。",
    "key 是短名称（如 little_giant），系统在前面加上“local.代号.”；不能与全国规则同名。",
    "只能用规定的运算；不能使用锚点（& 和 *）、标签（!）。是否写 true 或 false；没有写的事实是缺资料，不当作 0。",
    "每一行结论至少有一个案例，还要有一个缺事实的案例；案例与结论全部相符才能采用。",
)
"""怎样写, beside the field in which a pack is typed."""
_ABOUT = (
    (
        "little_giant",
        "科技小巨人企业条件",
        "以福建省 2023 年申报条件为例，逐项核对本省文件后采用。",
        "关于组织申报科技小巨人企业的通知",
        "闽科企〔2023〕1号",
    ),
    (
        "local_ladder",
        "本地企业梯度",
        "苗子、科技型中小企业、高新技术企业、科技小巨人四级，各级条件由本单位确定。",
        "本单位企业梯度培育办法",
        "",
    ),
    ("local_subsidy", "本地研发投入补助", "按研发费用分档计算补助，有最高限额；比例和限额由本单位确定。", "本单位研发投入补助办法", ""),
    (
        "rd_form_check",
        "研发统计表预审",
        "企业研发项目情况（107-1）和研发活动情况（107-2）的预审规则，用于表格预审。",
        "企业（单位）研发活动统计报表制度",
        "",
    ),
)


@cache
def templates() -> tuple[Template, ...]:
    """All of them."""
    return tuple(
        Template(code, title, about, document, number, (FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
        for code, title, about, document, number in _ABOUT
    )


def template(code: str) -> Template | None:
    return next((one for one in templates() if one.code == code), None)
