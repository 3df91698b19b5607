"""账号服务: rules of names and passwords, the operator, who may not be touched."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tests.factories.accounts import bare_user, make_operator
from tongpin.foundation.accounts import selectors, services
from tongpin.foundation.accounts.models import User
from tongpin.foundation.accounts.passwords import ThreeKindsValidator, random_password
from tongpin.foundation.audit.models import AuditEvent
from tongpin.kernel.errors import Refused, StaleRecord


@pytest.mark.parametrize("password", ["abcdefghij1", "ABCDEFGHIJ1", "abcdefghijK", "12345678901-"])
def test_two_kinds_are_too_few(password: str) -> None:
    with pytest.raises(ValidationError, match="至少三种"):
        ThreeKindsValidator().validate(password)


@pytest.mark.parametrize("password", ["abcdefghiJ1", "abcdefghij1-", "ABCDEFGHIJ1-", "abcdefghiJ密"])
def test_three_kinds_do(password: str) -> None:
    ThreeKindsValidator().validate(password)


def test_random_passwords_pass_the_rules_and_differ() -> None:
    made = {random_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        ThreeKindsValidator().validate(password)
        assert len(password) == 14


@pytest.mark.django_db
def test_create_user_shows_a_password_once_and_audits_without_it() -> None:
    user, password = services.create_user(username="lijing", display_name="李静", by=make_operator())
    assert user.check_password(password) and user.must_change_password
    event = AuditEvent.objects.get(verb="account.created")
    assert password not in event.after_text + event.detail_text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("username", "password", "words"),
    [
        ("Li Jing", None, "小写字母开头"),
        ("_sneaky", None, "小写字母开头"),
        ("taken", None, "已被使用"),
        ("lijing", "Short-7", "不少于10位"),
        ("lijing", "Password123", "常见"),
        ("lijing99887", "Lijing99887", "相似"),
    ],
)
def test_create_user_refuses(username: str, password: str | None, words: str) -> None:
    bare_user("taken")
    with pytest.raises(Refused, match=words):
        services.create_user(username=username, display_name="李静", password=password, by=make_operator())
    assert not User.objects.filter(username=username).exclude(username="taken").exists()


@pytest.mark.django_db
def test_operator_is_made_once_and_cannot_be_used() -> None:
    operator = services.ensure_operator()
    assert services.ensure_operator() == operator == selectors.operator()
    assert not operator.is_active and not operator.has_usable_password()
    assert operator not in selectors.users()
    for act in (services.enable_user, services.disable_user):
        with pytest.raises(Refused, match="命令行账号"):
            act(user=operator, by=operator)
    with pytest.raises(Refused, match="命令行账号"):
        services.reset_password(operator, by=operator)


@pytest.mark.django_db
def test_nobody_disables_themselves() -> None:
    user = bare_user()
    with pytest.raises(Refused, match="自己"):
        services.disable_user(user=user, by=user)


@pytest.mark.django_db
def test_new_password_differs_from_the_old() -> None:
    user = bare_user(password="Right-Horse-7")
    with pytest.raises(Refused, match="不能与原密码相同"):
        services.set_password(user=user, password="Right-Horse-7", by=user)


@pytest.mark.django_db
def test_rename_refuses_a_stale_version() -> None:
    user, by = bare_user(), make_operator()
    services.rename_user(user=user, display_name="李小静", version=1, by=by)
    with pytest.raises(StaleRecord):
        services.rename_user(user=user, display_name="李大静", version=1, by=by)
