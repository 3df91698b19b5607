"""运行: web server and background worker, one command."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from types import FrameType

import click
import waitress
from django.core.checks import ERROR, run_checks
from django.core.wsgi import get_wsgi_application

from tongpin.engines.rules.book import RULEBOOK_CHECKS
from tongpin.foundation.jobs.worker import run_worker
from tongpin.interfaces.terminal.administration import prepare_database
from tongpin.interfaces.terminal.answers import refusing
from tongpin.kernel.errors import Refused


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="监听端口。")
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64), help="网页线程数。")
@click.option("--without-worker", is_flag=True, help="不启动后台任务进程（另行用 tongpin worker 启动时使用）。")
@refusing
def serve(host: str, port: int, threads: int, without_worker: bool) -> None:
    """启动网页服务和后台任务进程；按 Ctrl+C 停止。"""
    prepare_database()
    _refuse_unsafe_start()
    server = waitress.create_server(get_wsgi_application(), host=host, port=port, threads=threads, channel_timeout=60)
    worker = None if without_worker else _WorkerKeeper()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _stop)
    click.echo(f"同频已启动：http://{host}:{port}/ （按 Ctrl+C 停止）")
    try:
        server.run()
    except (SystemExit, KeyboardInterrupt):
        click.echo("正在停止……")
    finally:
        server.close()
        if worker:
            worker.stop()


def _refuse_unsafe_start() -> None:
    problems = [p for p in run_checks(tags=["production"], include_deployment_checks=False) if p.level >= ERROR]
    if problems:
        raise Refused("".join(str(p.msg) for p in problems))
    mistakes = [p for p in run_checks(tags=[RULEBOOK_CHECKS]) if p.level >= ERROR]
    if mistakes:
        raise Refused("\n".join(["规则手册有误，没有启动：", *(str(p.msg) for p in mistakes)]))


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


class _WorkerKeeper:
    """后台任务进程的看护: starts it and starts it again when it dies, until told to stop."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._process = self._start()
        self._thread = threading.Thread(target=self._keep, name="worker-keeper", daemon=True)
        self._thread.start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "tongpin", "worker"])

    def _keep(self) -> None:
        while not self._stopping.is_set():
            self._process.wait()
            if not self._stopping.wait(2):
                self._process = self._start()

    def stop(self) -> None:
        self._stopping.set()
        self._process.terminate()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()


@click.command("worker")
def worker() -> None:
    """启动一个后台任务进程。"""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _number, _frame: stop.set())
    run_worker(stop)
