"""谈话查询."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tongpin.domains.orglife.models import Talk
from tongpin.foundation.accounts.models import User


def talks() -> QuerySet[Talk]:
    """谈话清单 without the sealed words."""
    return Talk.objects.select_related("org", "talker", "talked_to", "officer").defer("words")


def talk_matches(text: str) -> Q:
    """Talks of somebody whose name contains ``text``; what was said is never searched."""
    return Q(talker__name__icontains=text) | Q(talked_to__name__icontains=text)


def may_read(user: User, talk: Talk) -> bool:
    """可否看内容: the two and the named officer, nobody else."""
    named = (talk.talker, talk.talked_to, talk.officer)
    return any(person is not None and person.user_id == user.pk for person in named)


def may_write(user: User, talk: Talk) -> bool:
    """可否填写内容: one of the two."""
    return user.pk in (talk.talker.user_id, talk.talked_to.user_id)
