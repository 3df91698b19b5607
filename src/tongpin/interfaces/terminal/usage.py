"""命令写错的答复: what a command called wrongly is told, in Chinese, with the way to its help; exit status 2."""

from __future__ import annotations

import re
import sys
from typing import Any

import click

# what the library says of its own types, and the same for people
SAID = (
    (re.compile(r"No such command '(.*?)'.*"), r"没有命令“\1”。"),
    (re.compile(r"Got unexpected extra arguments? \((.*)\)"), r"多写了“\1”。"),
    (re.compile(r"Missing command\."), "没有写要办哪一件。"),
    (re.compile(r"'(.*)' is not a valid (?:integer|float)(?: range)?\."), r"“\1”不是数。"),
    (re.compile(r"(.*) is not in the range (.*?)<=x<=(.*)\."), r"\1超出范围，应在\2至\3之间。"),
    (re.compile(r"'(.*)' is not one of (.*)\."), r"“\1”不可用，应为\2之一。"),
    (re.compile(r"(?:File|Path|Directory) '(.*)' does not exist\."), r"没有文件“\1”。"),
    (re.compile(r"(?:File|Path) '(.*)' is a directory\."), r"“\1”是文件夹，应为文件。"),
)


class CommandTree(click.Group):
    """命令总表: the group at the top; whatever is refused below it is said in Chinese."""

    def main(self, *args: Any, **extra: Any) -> Any:
        called: Any = super().main  # what is passed on fits none of its overloads
        if not extra.pop("standalone_mode", True):
            return called(*args, standalone_mode=False, **extra)
        try:
            # an Exit (as of --help) comes back as a number in this mode, the commands themselves return nothing
            sys.exit(called(*args, standalone_mode=False, **extra))
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(error.exit_code)
        except click.UsageError as error:
            path = error.ctx.command_path if error.ctx else "tongpin"
            click.echo(f"错误：{told(error)}用法见 {path} --help。", err=True)
            sys.exit(error.exit_code)
        except click.ClickException as error:
            click.echo(f"错误：{error.format_message()}", err=True)
            sys.exit(error.exit_code)
        except (click.Abort, EOFError):
            click.echo("已中止。", err=True)
            sys.exit(1)


def told(error: click.UsageError) -> str:
    """A sentence for each way to call a command wrongly."""
    match error:
        case click.MissingParameter():
            return f"缺少{_name(error)}。"
        case click.NoSuchOption():
            return f"没有选项“{error.option_name}”。" + _instead(error.possibilities)
        case click.BadParameter():
            return f"{_name(error)}：{_sentence(error.message)}"
        case click.BadOptionUsage():
            return f"选项“{error.option_name}”的写法不对。"
    return _sentence(error.format_message())


def _name(error: click.BadParameter) -> str:
    param = error.param
    if isinstance(param, click.Option):
        return f"选项“{max(param.opts, key=len)}”"
    return f"参数“{param.make_metavar(error.ctx) if param and error.ctx else error.param_hint or ''}”"


def _instead(names: Any) -> str:
    return f"是否要写 {'、'.join(names)}？" if names else ""


def _sentence(words: str) -> str:
    for pattern, chinese in SAID:
        if found := pattern.fullmatch(words):
            return found.expand(chinese)
    return words if words.endswith(("。", "？")) else f"{words}。"
