"""可选项: a field offers the rows and words it was given, and refuses any other."""

from __future__ import annotations

import pytest
from django import forms

from tests.factories.orgs import make_org
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.forms import offer, offer_words

pytestmark = pytest.mark.django_db


class Asked(forms.Form):
    org = forms.ModelChoiceField(queryset=Organisation.objects.none())
    colour = forms.ChoiceField()
    title = forms.CharField(required=False)


def test_what_is_offered_is_taken_under_its_word_and_anything_else_refused():
    here, elsewhere = make_org(), make_org()

    def asked(org, colour):
        form = Asked({"org": org.pk, "colour": colour})
        offer(form, "org", Organisation.objects.filter(pk=here.pk), words=lambda one: f"[{one.name}]")
        offer_words(form, "colour", [("red", "红"), ("green", "绿")])
        return form

    assert asked(here, "red").is_valid()
    assert f"[{here.name}]" in str(asked(here, "red")["org"])
    wrong = asked(elsewhere, "blue")
    assert not wrong.is_valid() and set(wrong.errors) == {"org", "colour"}


def test_a_field_that_chooses_nothing_is_a_mistake_of_the_form():
    with pytest.raises(TypeError, match="title"):
        offer(Asked(), "title", Organisation.objects.all())
    with pytest.raises(TypeError, match="title"):
        offer_words(Asked(), "title", [("a", "甲")])
