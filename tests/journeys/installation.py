"""一套安装: ``tongpin`` as its own process over its own data folder and database, as an operator runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg


@dataclass
class Installation:
    folder: Path
    database_url: str = field(default="")

    def __post_init__(self) -> None:
        server = os.environ.get("DATABASE_URL", "")
        if server.startswith("postgres") and not self.database_url:
            self.database_url = _fresh_database(server)

    @property
    def environment(self) -> dict[str, str]:
        own = {"TONGPIN_DATA": str(self.folder), "TONGPIN_TESTING": "1", "DATABASE_URL": self.database_url}
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("TONGPIN_", "DATABASE_", "DJANGO_"))}
        return {**kept, **{k: v for k, v in own.items() if v}}

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tongpin", *map(str, arguments)]
        return subprocess.Popen(command, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *arguments: object, status: int = 0) -> str:
        command = [sys.executable, "-m", "tongpin", *map(str, arguments)]
        done = subprocess.run(command, env=self.environment, text=True, capture_output=True, timeout=300, check=False)
        assert done.returncode == status, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr if status else done.stdout

    def answer(self, *arguments: object, status: int = 0) -> dict:
        command = [sys.executable, "-m", "tongpin", *map(str, arguments), "--json"]
        done = subprocess.run(command, env=self.environment, text=True, capture_output=True, timeout=300, check=False)
        assert done.returncode == status, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return json.loads(done.stdout)


def _fresh_database(server: str) -> str:
    name = f"journey_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
