"""Rules about what comes from outside and what leaves the house."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from tests.architecture.house_rules.rule import Rule, called, calls, dotted, imported, imports_any, names_in

UPLOADS = {"upload", "uploaded", "uploaded_file", "upload_file", "attachment"}


def call_of(*names: str) -> Callable[[ast.Module], Iterator[int]]:
    """Finds calls by dotted name ("os.system") or by plain name ("eval")."""

    def find(tree: ast.Module) -> Iterator[int]:
        return (call.lineno for call in calls(tree) if dotted(call.func) in names)

    return find


def trusted_html(tree: ast.Module) -> Iterator[int]:
    for line, name in imported(tree):
        if name in {"django.utils.safestring.mark_safe", "django.utils.safestring", "django.utils.html.html_safe"}:
            yield line
    for call in calls(tree):
        if called(call) in {"mark_safe", "SafeString", "SafeText"}:
            yield call.lineno


def user_named_path(tree: ast.Module) -> Iterator[int]:
    """A path made of the name that came with an upload, and every built-in open()."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            opened = isinstance(node.func, ast.Name) and node.func.id == "open"
            if opened or (called(node) in {"Path", "join", "joinpath"} and any(_upload_name(a) for a in node.args)):
                yield node.lineno
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and _upload_name(node.right):
            yield node.lineno


def _upload_name(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "name" and bool(names_in(node.value) & UPLOADS)


def everything_in_a_form(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == "Meta":
            for line in node.body:
                if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
                    name = line.targets[0].id
                    everything = isinstance(line.value, ast.Constant) and line.value.value == "__all__"
                    if name == "exclude" or (name == "fields" and everything):
                        yield line.lineno


def redirect_anywhere(tree: ast.Module) -> Iterator[int]:
    for call in calls(tree):
        if called(call) in {"redirect", "HttpResponseRedirect"} and call.args:
            first = call.args[0]
            from_outside = isinstance(first, ast.Subscript | ast.Call) and names_in(first) & {"GET", "POST", "META", "headers"}
            if from_outside:
                yield call.lineno


def swallowed(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            broad = node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"})
            silent = all(
                isinstance(s, ast.Pass | ast.Continue) or (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant)) for s in node.body
            )
            if node.type is None or (broad and silent):
                yield node.lineno


def shell(tree: ast.Module) -> Iterator[int]:
    for call in calls(tree):
        through_shell = any(k.arg == "shell" and not (isinstance(k.value, ast.Constant) and k.value.value is False) for k in call.keywords)
        if through_shell or dotted(call.func) in {"os.system", "os.popen"}:
            yield call.lineno


RULES = (
    Rule(
        name="no trusted HTML",
        why="what people type is shown as text, always; format_html quotes",
        find=trusted_html,
        good=("from django.utils.html import format_html", "from django.utils.safestring import SafeString\n\ndef f() -> SafeString: ..."),
        bad=("from django.utils.safestring import mark_safe", "from django.utils import safestring", "SafeString(name)"),
        allowed={
            "src/tongpin/foundation/ui/templatetags/ui.py": "what a template rendered is quoted already",
            "src/tongpin/interfaces/wall/drawing/svg.py": "each text of a drawing is quoted where it is put in; its test tries markup",
        },
    ),
    Rule(
        name="no code from data",
        why="configuration and documents are data; evaluated text is how offices get taken over",
        find=call_of(
            "eval", "exec", "compile", "pickle.loads", "pickle.load", "marshal.loads", "yaml.load", "yaml.unsafe_load", "__import__"
        ),
        good=("yaml.safe_load(text)", "re.compile('x')", "json.loads(text)"),
        bad=("eval(text)", "pickle.loads(data)", "yaml.load(text)"),
        allowed={"src/tongpin/engines/rules/yaml_text.py": "its loader is the safe one made stricter"},
    ),
    Rule(
        name="no shell",
        why="arguments as a list, never a line of text",
        find=shell,
        good=("subprocess.run(['ls', name])",),
        bad=("os.system('ls')", "subprocess.run(line, shell=True)"),
    ),
    Rule(
        name="no path from a user's file name",
        why="names are shown, content is stored under its hash",
        find=user_named_path,
        good=("path.read_bytes()", "title = upload.name", "folder / digest"),
        bad=("open(name)", "folder / upload.name", "Path(upload.name)", "os.path.join(folder, uploaded.name)"),
    ),
    Rule(
        name="a form names its fields",
        why="a field added to a table must not become writable by itself (mass assignment)",
        find=everything_in_a_form,
        good=("class F:\n    class Meta:\n        fields = ['name']",),
        bad=("class F:\n    class Meta:\n        fields = '__all__'", "class F:\n    class Meta:\n        exclude = ['org']"),
    ),
    Rule(
        name="no redirect to where the visitor says",
        why="addresses come from our own names, or pass url_has_allowed_host_and_scheme first",
        find=redirect_anywhere,
        good=("redirect('desk:home')", "redirect(page)", "redirect(reverse('x'))"),
        bad=("redirect(request.GET['next'])", "redirect(request.POST.get('next', '/'))"),
    ),
    Rule(
        name="no page without its token",
        why="every state change carries the CSRF token",
        find=imports_any("django.views.decorators.csrf.csrf_exempt"),
        good=("from django.views.decorators.http import require_POST",),
        bad=("from django.views.decorators.csrf import csrf_exempt",),
    ),
    Rule(
        name="nothing leaves the house",
        why="the product works on a closed network and calls nobody",
        find=imports_any("requests", "httpx", "urllib.request", "http.client", "smtplib", "ftplib", "aiohttp", "urllib3"),
        good=("from urllib.parse import urlencode", "from django.http import HttpRequest"),
        bad=("import requests", "from urllib.request import urlopen"),
    ),
    Rule(
        name="no failure is swallowed",
        why="an error that nobody hears of becomes a wrong figure",
        find=swallowed,
        good=("try:\n    f()\nexcept ValueError:\n    pass", "try:\n    f()\nexcept Exception as e:\n    raise Refused('x') from e"),
        bad=("try:\n    f()\nexcept Exception:\n    pass", "try:\n    f()\nexcept:\n    g()"),
    ),
)
