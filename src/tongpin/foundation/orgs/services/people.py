"""人员与任职."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from pypinyin import lazy_pinyin

from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.services import record
from tongpin.foundation.orgs.models import Organisation, Person, Post
from tongpin.foundation.orgs.records import changed_fields, check, insert, save_versioned, snapshot
from tongpin.kernel.errors import Refused

_PERSON = ("name", "org", "phone", "email", "is_party_member", "left_on")


@transaction.atomic
def add_person(
    *,
    name: str,
    org: Organisation,
    by: User,
    user: User | None = None,
    phone: str = "",
    email: str = "",
    is_party_member: bool = False,
) -> Person:
    """登记人员."""
    person = Person(name=name.strip(), pinyin=_pinyin(name), org=org, user=user, is_party_member=is_party_member)
    person.phone, person.email = phone.strip(), email.strip()
    insert(person)
    record("person.created", by=by, subject=person.reference(), org_id=org.pk, after=snapshot(person, (*_PERSON, "user")))
    return person


@transaction.atomic
def edit_person(
    *,
    person: Person,
    name: str,
    org: Organisation,
    phone: str,
    is_party_member: bool,
    left_on: date | None,
    version: int,
    by: User,
    email: str | None = None,
) -> None:
    """修改人员资料; the mail address stays where nothing is said of it."""
    before = snapshot(person, _PERSON)
    person.name, person.pinyin, person.org = name.strip(), _pinyin(name), org
    person.phone, person.is_party_member, person.left_on = phone.strip(), is_party_member, left_on
    if email is not None:
        person.email = email.strip()
    check(person)
    save_versioned(person, expected=version, fields=(*_PERSON, "pinyin"))
    old, new = changed_fields(before, person, _PERSON)
    record("person.changed", by=by, subject=person.reference(), org_id=person.org_id, before=old, after=new)


@transaction.atomic
def link_user(*, person: Person, user: User, by: User) -> None:
    """关联账号: who signs in under ``user`` is this person."""
    if person.user_id is not None:
        raise Refused(f"{person.name}已有登录账号，不能再关联。")
    if Person.objects.filter(user=user).exists():
        raise Refused("该账号已关联其他人员。")
    version = person.version
    person.user = user
    save_versioned(person, expected=version, fields=("user",))
    record("person.changed", by=by, subject=person.reference(), org_id=person.org_id, before={"user": None}, after={"user": user.pk})


@transaction.atomic
def appoint(
    *,
    person: Person,
    org: Organisation,
    title: str,
    starts_on: date,
    by: User,
    is_lead: bool = False,
    basis: str = "",
) -> Post:
    """任职: the person takes a post of ``org`` from a day on; posts held elsewhere go on."""
    if starts_on < org.starts_on or (org.ends_on is not None and starts_on >= org.ends_on):
        raise Refused(f"任职日期须在“{org.name}”存续期间内。", field="starts_on")
    post = Post(person=person, org=org, title=title.strip(), starts_on=starts_on, is_lead=is_lead, basis=basis.strip())
    insert(post)
    after = snapshot(post, ("org", "title", "starts_on", "is_lead", "basis"))
    record("post.appointed", by=by, subject=person.reference(), org_id=org.pk, after=after)
    return post


@transaction.atomic
def end_post(*, post: Post, ends_on: date, version: int, by: User, basis: str = "") -> None:
    """免职: from ``ends_on`` the person no longer holds the post."""
    if post.ends_on is not None:
        raise Refused("该任职已经结束。")
    if ends_on <= post.starts_on:
        raise Refused("免职日期须晚于任职日期。", field="ends_on")
    post.ends_on = ends_on
    post.basis = "；".join(part for part in (post.basis, basis.strip()) if part)[:200]
    save_versioned(post, expected=version, fields=("ends_on", "basis"))
    after = {"title": post.title, "ends_on": ends_on.isoformat()}
    record("post.ended", by=by, subject=post.person.reference(), org_id=post.org_id, before={"ends_on": None}, after=after)


def _pinyin(name: str) -> str:
    return "".join(lazy_pinyin(name.strip()))[:120]
