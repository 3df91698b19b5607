"""费用明细的归属: the group of the ledger and the line of the yearly figures of each item, and what the super-deduction leaves out."""

from __future__ import annotations

from dataclasses import dataclass

from tongpin.domains.coaching.enums import RdGroup, RdItem


@dataclass(frozen=True, slots=True)
class Place:
    """归属: group of the ledger, line of the yearly figures, and why the super-deduction leaves it out ("" where it takes it)."""

    group: RdGroup
    line: str
    untaxed_because: str = ""


_BUILDING = "房屋、建筑物的租赁、折旧和装修待摊费用高新技术企业口径计入，加计扣除口径不计入"
_FUNDS = "职工教育经费、工会经费不在加计扣除的人员人工费用之列（工会经费出自记忆，待核对）"
_TOOLING = "装备调试费不在加计扣除列举的新产品设计费等之列"
_COMMUNICATION = "通讯费高新技术企业口径计入其他费用，加计扣除列举的其他相关费用没有通讯费"
_PERSON = "委托境外个人的研发费用不得加计扣除"

PLACES = {
    **dict.fromkeys((RdItem.PERSONNEL, RdItem.WAGES, RdItem.INSURANCE, RdItem.OUTSIDE), Place(RdGroup.PERSONNEL, "rd_personnel")),
    RdItem.FUNDS: Place(RdGroup.PERSONNEL, "rd_personnel", _FUNDS),
    **dict.fromkeys(
        (RdItem.DIRECT, RdItem.MATERIALS, RdItem.MOULDS, RdItem.SAMPLES, RdItem.TESTING, RdItem.UPKEEP, RdItem.RENT),
        Place(RdGroup.DIRECT, "rd_direct"),
    ),
    RdItem.BUILDING_RENT: Place(RdGroup.DIRECT, "rd_direct", _BUILDING),
    **dict.fromkeys((RdItem.DEPRECIATION, RdItem.EQUIPMENT), Place(RdGroup.DEPRECIATION, "rd_depreciation")),
    **dict.fromkeys((RdItem.BUILDING, RdItem.DEFERRED), Place(RdGroup.DEPRECIATION, "rd_depreciation", _BUILDING)),
    **dict.fromkeys((RdItem.AMORTISATION, RdItem.SOFTWARE, RdItem.PATENT, RdItem.KNOW_HOW), Place(RdGroup.AMORTISATION, "rd_amortisation")),
    **dict.fromkeys((RdItem.DESIGN_ALL, RdItem.DESIGN, RdItem.PROCESS), Place(RdGroup.DESIGN, "rd_design")),
    **dict.fromkeys((RdItem.CLINICAL, RdItem.FIELD), Place(RdGroup.DESIGN, "rd_trials")),
    RdItem.TOOLING: Place(RdGroup.DESIGN, "rd_trials", _TOOLING),
    RdItem.OTHER: Place(RdGroup.OTHER, "rd_other"),
    RdItem.COMMUNICATION: Place(RdGroup.OTHER, "rd_other", _COMMUNICATION),
    **dict.fromkeys((RdItem.INSTITUTION, RdItem.PERSON), Place(RdGroup.COMMISSIONED, "rd_commissioned")),
    RdItem.OVERSEAS: Place(RdGroup.OVERSEAS, "rd_overseas"),
    RdItem.OVERSEAS_PERSON: Place(RdGroup.OVERSEAS, "rd_overseas", _PERSON),
    **dict.fromkeys((RdItem.SCRAP, RdItem.PRODUCT), Place(RdGroup.INCOME, "")),
}
"""Every item and its place."""

UNTAXED = {item: place.untaxed_because for item, place in PLACES.items() if place.untaxed_because}
"""加计扣除不计入的明细, with the reason."""


def untaxed_alike(item: RdItem) -> tuple[RdItem, ...]:
    """The items that are left out for the same reason, the first of them standing for all."""
    return tuple(one for one, because in UNTAXED.items() if because == UNTAXED.get(item))


def untaxed_kinds() -> list[tuple[str, str]]:
    """不计入的明细 by reason: the first item of each, and the titles of all."""
    first = dict.fromkeys(untaxed_alike(item) for item in UNTAXED)
    return [(items[0].value, "、".join(str(one.label) for one in items)) for items in first]


OWN_GROUPS = (RdGroup.PERSONNEL, RdGroup.DIRECT, RdGroup.DEPRECIATION, RdGroup.AMORTISATION, RdGroup.DESIGN)
"""前五类费用: what the limit of other expense is worked out from."""
EXPENSE_GROUPS = (*OWN_GROUPS, RdGroup.OTHER, RdGroup.COMMISSIONED, RdGroup.OVERSEAS)
"""八类费用 in the order of the ledger."""
INCOME_ITEMS = (RdItem.SCRAP, RdItem.PRODUCT)
"""冲减项."""
GROUP_ITEM = {
    RdGroup.PERSONNEL: RdItem.PERSONNEL,
    RdGroup.DIRECT: RdItem.DIRECT,
    RdGroup.DEPRECIATION: RdItem.DEPRECIATION,
    RdGroup.AMORTISATION: RdItem.AMORTISATION,
    RdGroup.DESIGN: RdItem.DESIGN_ALL,
    RdGroup.OTHER: RdItem.OTHER,
    RdGroup.COMMISSIONED: RdItem.INSTITUTION,
    RdGroup.OVERSEAS: RdItem.OVERSEAS,
}
"""The item that stands for a whole group in a ledger without details."""


def items_of(group: RdGroup) -> tuple[RdItem, ...]:
    """The items of a group."""
    return tuple(item for item, place in PLACES.items() if place.group == group)
