"""Rules about reading and writing the database."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.house_rules.rule import Rule, called, calls, dotted, imports_any, names_in, receiver

FROM_OUTSIDE = {"request", "GET", "POST", "query_params", "cleaned_data"}
WRITES = {"save", "delete", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update"}
ON_QUERIES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update", "delete"}
QUERIES = {"objects", "filter", "exclude", "select_for_update", "all", "_base_manager", "_default_manager"}
DOCUMENTS = {"book", "workbook", "document", "doc", "image", "template", "wb", "official", "file", "storage", "default_storage"}


def raw_sql(tree: ast.Module) -> Iterator[int]:
    for call in calls(tree):
        by_hand = called(call) in {"raw", "extra", "cursor"} and isinstance(call.func, ast.Attribute)
        run = called(call) in {"execute", "executemany", "executescript"} and receiver(call) != ""
        if by_hand or run or called(call) == "RawSQL":
            yield call.lineno


def filter_from_request(tree: ast.Module) -> Iterator[int]:
    for call in calls(tree):
        if called(call) in {"filter", "exclude", "get", "create", "update", "Q", "annotate", "get_or_create"}:
            spread = [k.value for k in call.keywords if k.arg is None]
            if any(names_in(s) & FROM_OUTSIDE for s in spread):
                yield call.lineno


def order_from_request(tree: ast.Module) -> Iterator[int]:
    for call in calls(tree):
        if called(call) == "order_by" and any(names_in(a) & FROM_OUTSIDE for a in call.args):
            yield call.lineno


def write(tree: ast.Module) -> Iterator[int]:
    for call in calls(tree):
        name, steps = called(call), receiver(call).split(".")
        on_query = name in ON_QUERIES and set(steps) & QUERIES
        on_record = name == "delete" and set(steps) & {"instance", "record", "user", "self"}
        if on_query or on_record or _saves_record(call):
            yield call.lineno


def _saves_record(call: ast.Call) -> bool:
    return called(call) == "save" and isinstance(call.func, ast.Attribute) and receiver(call).split(".")[-1] not in DOCUMENTS


def careless_save(tree: ast.Module) -> Iterator[int]:
    """A save without its fields, unless the record was made in the same function and is new."""
    for function in ast.walk(tree):
        if isinstance(function, ast.Module | ast.FunctionDef):
            new = _made_here(function)
            for call in (n for n in _own_nodes(function) if isinstance(n, ast.Call)):
                named = {k.arg for k in call.keywords} & {"update_fields", "force_insert"}
                if _saves_record(call) and not named and receiver(call) not in new:
                    yield call.lineno


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """Nodes below, those of inner functions left out."""
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, ast.FunctionDef):
            yield child
            yield from _own_nodes(child)


def _made_here(function: ast.AST) -> set[str]:
    """Names that were given a new record: ``x = Firm(...)``."""
    return {
        target.id
        for node in _own_nodes(function)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and dotted(node.value.func).split(".")[-1][:1].isupper()
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def tables(tree: ast.Module) -> Iterator[int]:
    empty = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr == "none"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"} and id(node) not in empty:
            yield node.lineno


def part_of_date(tree: ast.Module) -> Iterator[int]:
    for call in calls(tree):
        if called(call) in {"filter", "exclude", "Q", "get"}:
            for keyword in call.keywords:
                if keyword.arg and keyword.arg.split("__")[-1] in {"date", "month", "day", "week", "quarter"} and "__" in keyword.arg:
                    yield call.lineno


def unsaved_by(tree: ast.Module) -> Iterator[int]:
    """Public functions decorated with ``transaction.atomic`` that nobody signs for, or that take more than their subject by position."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        if not any("atomic" in dotted(d) for d in node.decorator_list):
            continue
        signed = {a.arg for a in node.args.kwonlyargs} & {"by", "user"}
        if not signed or len(node.args.args) > 1:
            yield node.lineno


ALL_BUT_WRITERS = frozenset(
    {"views", "forms", "selectors", "models", "tasks", "extensions", "templatetags", "enums", "flow", "calculations", "urls"}
)
PAGES = frozenset({"views", "forms", "extensions", "templatetags", "context_processors", "tasks", "urls"})

RULES = (
    Rule(
        name="no raw SQL",
        why="the ORM quotes, runs on both databases and is seen by the scope; SQL built by hand is how the field gets injected",
        find=raw_sql,
        good=("rows = Firm.objects.filter(name=name)", "execute(job)"),
        bad=("Firm.objects.raw('select 1')", "Firm.objects.extra(where=['1=1'])", "with connection.cursor() as c:\n    c.execute(sql)"),
        allowed={
            "src/tongpin/foundation/audit/doors.py": "triggers that close the audit tables; fixed statements",
            "src/tongpin/interfaces/terminal/safekeeping.py": "backup and restore through the database's own interface",
            "src/tongpin/interfaces/terminal/administration.py": "asks SQLite for its integrity; fixed statement",
        },
    ),
    Rule(
        name="no query from a request's own words",
        why="filter(**request.GET) lets the visitor choose the column (CVE-2025-64459 and kin)",
        find=filter_from_request,
        good=("Firm.objects.filter(name=form.cleaned_data['name'])", "Firm.objects.filter(**conditions)"),
        bad=("Firm.objects.filter(**request.GET.dict())", "Q(**request.POST)", "Firm.objects.create(**form.cleaned_data)"),
    ),
    Rule(
        name="no sorting by a request's own words",
        why="sort keys come from the list's own specification",
        find=order_from_request,
        good=("rows.order_by(*spec.sort)",),
        bad=("rows.order_by(request.GET['sort'])", "rows.order_by(form.cleaned_data['sort'])"),
    ),
    Rule(
        name="writes only in services",
        why="one thing happened, one function, audited in the same transaction",
        find=write,
        where=ALL_BUT_WRITERS,
        good=("services.enter(record, by=user)", "workbook.save(target)", "values.update(more)", "seen.delete(x)"),
        bad=(
            "form.save()",
            "Firm.objects.create(name='x')",
            "Firm.objects.filter(pk=1).update(name='x')",
            "rows.filter(pk=1).delete()",
            "record.delete()",
        ),
    ),
    Rule(
        name="a save names its fields",
        why="a whole-row save overwrites what somebody else changed meanwhile",
        find=careless_save,
        where=frozenset({"services"}),
        good=(
            "record.save(update_fields=['name'])",
            "record.save(force_insert=True)",
            "document.save(target)",
            "def make():\n    firm = Firm(name='x')\n    firm.save()",
        ),
        bad=("record.save()", "form.instance.save()", "def change(firm):\n    firm.name = 'x'\n    firm.save()"),
    ),
    Rule(
        name="pages do not ask tables",
        why="reads have names and are limited to what the viewer may see: selectors",
        find=tables,
        where=PAGES,
        good=("rows = selectors.firms(user)", "forms.ModelChoiceField(queryset=Firm.objects.none())"),
        bad=("rows = Firm.objects.all()", "Firm._default_manager.all()"),
    ),
    Rule(
        name="no transaction in a page",
        why="a transaction that holds rendering or upload holds everybody's write lock",
        find=imports_any("django.db.transaction"),
        where=PAGES,
        good=("from django.shortcuts import render",),
        bad=("from django.db import transaction",),
    ),
    Rule(
        name="dates as half-open ranges",
        why="__month and __date turn on the database's zone and cannot use an index; a Period gives start and end",
        find=part_of_date,
        good=("rows.filter(signed_on__gte=p.start, signed_on__lt=p.end)", "rows.filter(year=2023)"),
        bad=("rows.filter(signed_on__month=3)", "rows.exclude(created_at__date=day)"),
    ),
    Rule(
        name="a write is signed",
        why="keyword-only, with the person who did it: nothing is written that the audit trail cannot name",
        find=unsaved_by,
        where=frozenset({"services"}),
        good=(
            "@transaction.atomic\ndef close(order: Order, *, by: User) -> None: ...",
            "def close(a, b): ...",
            "@transaction.atomic\ndef _inner(a, b): ...",
        ),
        bad=("@transaction.atomic\ndef close(order: Order) -> None: ...", "@transaction.atomic\ndef close(a, b, *, by): ..."),
        allowed={
            "src/tongpin/engines/notifications/services.py": "the clock sends reminders; that one has read one's own is no business record",
            "src/tongpin/foundation/accounts/services.py": "sign-in and the command line's own account: nobody is signed in yet",
            "src/tongpin/domains/work/services/lights.py": "notes which light the dates show; nobody decides anything",
            "src/tongpin/domains/coaching/services/judging.py": "works out anew what the rules say; nobody decides anything",
            "src/tongpin/domains/policy/services/matching.py": "works out anew whom a policy fits; nobody decides anything",
            "src/tongpin/foundation/jobs/services.py": "clears its own finished rows; no business record",
        },
    ),
    Rule(
        name="no signals, no generic foreign keys",
        why="whoever reads a service must see all that it does; a Reference points at anything",
        find=imports_any(
            "django.db.models.signals", "django.dispatch", "django.contrib.contenttypes.fields", "django.contrib.contenttypes.models"
        ),
        good=("from django.db import models",),
        bad=("from django.db.models.signals import post_save", "from django.contrib.contenttypes.fields import GenericForeignKey"),
    ),
)
