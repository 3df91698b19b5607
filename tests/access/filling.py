"""填表: fills any form of the product as a person would, or as an attacker would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from django import forms
from django.test import Client

from tests.access.matrix import Line, ask, lines
from tests.access.world import Place, World, code_of

REGIONS = {"NY": "370921", "DP": "370923", "TA": "370900"}
MODELS = {
    "Organisation": "organisation",
    "Person": "person",
    "User": "user",
    "Enterprise": "enterprise",
    "Institute": "institute",
    "Activity": "activity",
    "RequiredStudy": "required_study",
}


@dataclass(frozen=True)
class Page:
    """一张表单页: its address for one's own record, who fills it in, and its empty form."""

    line: Line
    principal: str
    url: str
    form: forms.Form

    def __str__(self) -> str:
        return self.line.url


def county_person(line: Line) -> str:
    """Who of the county is admitted there; "" where nobody is."""
    return next((name for name, kind in line.classes.items() if kind == "ok" and name not in ("anonymous", "other_clerk", "no_grant")), "")


def form_pages(world: World, clients: Mapping[str, Client]) -> list[Page]:
    """Every page with a form that somebody of the county, or else of the city, may fill in; asked for once in a world."""
    if world not in _KEPT:
        _KEPT[world] = list(_form_pages(world, clients))
    return _KEPT[world]


_KEPT: WeakKeyDictionary[World, list[Page]] = WeakKeyDictionary()


def _form_pages(world: World, clients: Mapping[str, Client]) -> Iterator[Page]:
    for line in lines():
        principal = county_person(line)
        if line.method != "GET" or not principal or not any(o.url == line.url and o.method == "POST" for o in lines()):
            continue
        url = line.address(world.city if principal.startswith("city_") else world.ningyang)
        form = (ask(clients[principal], "GET", url).response.context or {}).get("form")
        if form is not None:
            yield Page(line, principal, url, form)


def named(place: Place) -> dict[str, str]:
    """What a form asks for by its number or name, where it belongs to a place."""
    region = REGIONS[place.org.code]
    return {
        "credit_code": code_of(region),
        "enterprise_code": code_of(region),
        "event_code": f"SB-{region}",
        "institute_name": f"{place.mark}研究院",
        "expert_name": f"{place.mark}教授",
        "enterprise_name": f"{place.mark}机械有限公司",
        "seller_name": f"{place.mark}机械有限公司",
        "host_name": f"{place.mark}机械有限公司",
        "applicant_name": f"{place.mark}机械有限公司",
        "undertaker_name": f"{place.mark}机械有限公司",
    }


def filled(form: forms.Form, place: Place) -> dict[str, Any]:
    """What a person of ``place`` could type; what stands in the form already is kept."""
    return {name: value for name, field in form.fields.items() if (value := _typed(form, name, field, place)) is not None}


def reference_fields(form: forms.Form) -> list[str]:
    """Fields that name another record: by choice, or by number or name."""
    by_name = set(named_keys())
    return [name for name, field in form.fields.items() if isinstance(field, forms.ModelChoiceField) or name in by_name]


def named_keys() -> tuple[str, ...]:
    return (
        "credit_code",
        "enterprise_code",
        "event_code",
        "institute_name",
        "expert_name",
        "enterprise_name",
        "seller_name",
        "host_name",
        "applicant_name",
        "undertaker_name",
    )


def reference(field: forms.Field, name: str, place: Place) -> Any:
    """The key or name with which this field would point at what belongs to ``place``."""
    if isinstance(field, forms.ModelChoiceField):
        return place.keys[_kind(field.queryset.model)]
    return named(place)[name]


def _kind(model: Any) -> str:
    """Under which name the world keeps its record of a model."""
    return MODELS.get(model.__name__) or str(model.record_kind)


def _chosen(field: forms.ModelChoiceField, place: Place) -> Any:
    """The world's own record, or where the form offers others (a Party branch, not the bureau) the first of these."""
    known = place.keys.get(_kind(field.queryset.model))
    offered = field.queryset.values_list("pk", flat=True)
    return known if known in offered else next(iter(offered), known)


def _typed(form: forms.Form, name: str, field: forms.Field, place: Place) -> Any:
    kept = form[name].value()
    if kept not in (None, "", [], {}):
        return kept.isoformat() if isinstance(kept, date) else kept
    if isinstance(field, forms.ModelChoiceField):
        return _chosen(field, place)
    if isinstance(field, forms.ChoiceField):
        return next((str(key) for key, _ in field.choices if key not in ("", None)), "")
    if isinstance(field, forms.FileField | forms.BooleanField):
        return None
    if isinstance(field, forms.DateField):
        return "2023-06-21"
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        return "2023" if "year" in name else "5"
    return named(place).get(name) or _text(name)


def _text(name: str) -> str:
    return {
        "credit_code": code_of("370921", 77),
        "registration_number": "2023370921A7777777",
        "certificate_number": "GR202337007777",
        "contract_number": "2023370921777777",
        "username": "newcomer77",
        "code": "NEW-77",
        "region_code": "370921",
        "seasonality": "",
        "aliases": "",
    }.get(name, "填写内容")
