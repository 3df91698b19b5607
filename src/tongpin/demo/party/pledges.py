"""演示岗位: posts of members with duty and pledge, some with their plaque up, some reviewed at the half year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tongpin.demo.party.roll import Branch
from tongpin.domains.membership.enums import PostKind, PostReview
from tongpin.domains.membership.selectors import current_member_of
from tongpin.domains.membership.services.posts import ask_correction, review_post, set_up_post, show_plaque
from tongpin.foundation.accounts.models import User

POSTS = (
    # branch, place in it, kind, title, duty, pledge, has its plaque up
    ("ZB05", 2, PostKind.VANGUARD, "高新技术企业培育先锋岗", "联系三家拟申报企业，全程帮办", "材料问题当日答复，申报期内每周回访", True),
    ("ZB05", 4, PostKind.MODEL, "政策兑现示范岗", "办理政策兑现事项", "资料齐全的三个工作日办结", True),
    ("ZB08", 1, PostKind.VANGUARD, "成果转化先锋岗", "对接高校院所和企业", "每月上门对接不少于两次", True),
    ("ZB08", 3, PostKind.AREA, "技术合同登记责任区", "负责高新区技术合同登记服务", "登记咨询一次讲清", False),
    ("ZB06", 1, PostKind.VANGUARD, "科技特派先锋岗", "组织科技特派员下沉产业基地", "农时关键期驻点服务", True),
    ("ZB12", 2, PostKind.MODEL, "科技情报示范岗", "编写决策参考", "急件当日报送", False),
    ("ZB15", 1, PostKind.VOLUNTEER, "创新驿站志愿岗", "在园区服务点值班", "每周值班一天，来访必复", True),
    ("ZB01", 2, PostKind.MODEL, "督查督办示范岗", "跟踪重点任务进展", "到期前五个工作日提醒", False),
    ("ZB11", 3, PostKind.VOLUNTEER, "银发科普志愿岗", "到学校和社区讲科普", "每季度一场", False),
    ("ZB02", 1, PostKind.AREA, "政策解读责任区", "负责三个园区的政策宣讲", "新政策出台十日内到园区解读", False),
)
REVIEWS = (PostReview.GOOD, PostReview.GOOD, PostReview.FAIR)


def pledge(branches: Mapping[str, Branch], *, by: User, today: date) -> None:
    """设岗、承诺、亮牌 at the start of the year; reviewed in July."""
    starts_on, reviewed_on = date(today.year, 1, 5), date(today.year, 7, 10)
    if starts_on > today:
        return
    for place, (code, number, kind, title, duty, words, is_shown) in enumerate(POSTS):
        member = current_member_of(branches[code].people[number])
        if member is None:
            continue
        post = set_up_post(
            member=member, by=by, today=today, kind=kind, title=title, duty=duty, pledge=words, pledged_on=starts_on, starts_on=starts_on
        )
        if is_shown:
            post = show_plaque(post, by=by, expected=post.version)
        if reviewed_on <= today and place % 3 != 2:
            review_post(post, by=by, today=today, expected=post.version, review=REVIEWS[place % 3], on=reviewed_on)
    asking = current_member_of(branches["ZB05"].people[4])
    if asking is not None:
        ask_correction(member=asking, item="转为正式党员日期", wanted="2013-06-28", by=by, today=today)
