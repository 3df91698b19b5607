"""备份与恢复: one archive holds the database, the files and a manifest; a restore proves that it holds what was backed up.

The database is copied through its own backup interface, never as a bare file: a copied SQLite file misses what still sits in the
write-ahead log. Files are immutable, so they are packed after the database: a superset is safe.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tongpin.foundation.accounts.selectors import operator
from tongpin.foundation.audit.services import read_only_mode, record, resume
from tongpin.foundation.files.selectors import kept_bytes
from tongpin.interfaces.terminal.answers import print_json, refusing
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused

MANIFEST = "manifest.json"
SQLITE_COPY = "database.sqlite3"
POSTGRES_DUMP = "database.dump"
FILES = "files"
_MEMBER = re.compile(r"manifest\.json|database\.sqlite3|database\.dump|files/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{64}")


@dataclass(frozen=True)
class TableFacts:
    """一张表: how many rows, and the hash of all of them in key order."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """备份清单: what the archive must hold."""

    made_at: str
    version: str
    vendor: str
    migrations: list[str]
    tables: dict[str, TableFacts]
    files: dict[str, int]

    def digest(self) -> str:
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@click.command("backup")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@refusing
def backup(path: Path, as_json: bool) -> None:
    """在线备份到一个文件（数据库、附件和清单）；运行中也可执行。审计密钥不在备份内，请另行保管。"""
    manifest = make_backup(path)
    if as_json:
        print_json({"path": str(path), "sha256": manifest.digest(), **asdict(manifest)})
    else:
        rows = sum(t.rows for t in manifest.tables.values())
        click.echo(f"已备份到 {path}：{len(manifest.tables)} 张表 {rows} 行，附件 {len(manifest.files)} 个。")


@click.command("restore")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="现有数据不为空时也恢复；恢复前自动另存一份。")
@refusing
def restore(path: Path, force: bool) -> None:
    """从备份恢复并逐表核对。恢复前请先停止 tongpin serve。"""
    manifest = restore_backup(path, force=force)
    click.echo(f"已恢复 {manifest.made_at} 的备份，{len(manifest.tables)} 张表逐表核对一致，附件 {len(manifest.files)} 个。")


def make_backup(path: Path) -> Manifest:
    """Writes the archive at ``path`` and gives its manifest; an existing file is refused."""
    if path.exists():
        raise Refused(f"{path} 已存在，请换一个文件名。")
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
        folder = Path(scratch)
        tables = _copy_sqlite(folder / SQLITE_COPY) if connection.vendor == "sqlite" else _dump_postgres(folder / POSTGRES_DUMP)
        manifest = Manifest(now().isoformat(), version("tongpin"), connection.vendor, _applied_migrations(), tables, _stored_files())
        (folder / MANIFEST).write_text(json.dumps({"sha256": manifest.digest(), **asdict(manifest)}, ensure_ascii=False, indent=1))
        unfinished = folder / "archive.tar"
        with tarfile.open(unfinished, "w") as archive:
            for name in (MANIFEST, SQLITE_COPY, POSTGRES_DUMP):
                if (folder / name).exists():
                    archive.add(folder / name, name)
            for name in manifest.files:
                archive.add(Path(settings.FILES_DIR) / name, f"{FILES}/{name}")
        unfinished.chmod(0o600)
        unfinished.replace(path)
    with transaction.atomic():
        record("backup.made", by=operator(), detail={"archive": path.name, "sha256": manifest.digest()})
    return manifest


def restore_backup(path: Path, *, force: bool) -> Manifest:
    """Puts the archive's data in place of the present ones; Refused where it is damaged, newer, or data would be lost unasked."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _unpack(path, folder)
        manifest = _read_manifest(folder)
        _refuse_unfit(manifest)
        if _has_data():
            if not force:
                raise Refused("现有数据库不为空。确认要用备份替换，请加 --force（会先另存现有数据）。")
            make_backup(path.with_name(f"恢复前-{now():%Y%m%d%H%M%S}.tar"))
        connection.close()
        restored = _load_sqlite(folder / SQLITE_COPY) if manifest.vendor == "sqlite" else _load_postgres(folder / POSTGRES_DUMP)
        _copy_files(folder / FILES, manifest)
    wrong = sorted(t for t, facts in manifest.tables.items() if restored.get(t) != facts)
    if wrong:
        raise Refused(f"恢复后核对不一致的表：{'、'.join(wrong)}。请改用另一份备份。")
    with transaction.atomic():
        if read_only_mode():
            resume(by=operator(), reason=f"从备份恢复：{path.name}")
        record("backup.restored", by=operator(), detail={"archive": path.name, "sha256": manifest.digest(), "made_at": manifest.made_at})
    return manifest


def _unpack(path: Path, folder: Path) -> None:
    """Takes out plain files with the names a backup has, and nothing else: an archive from elsewhere cannot write where it likes."""
    try:
        with tarfile.open(path) as archive:
            for member in (m for m in archive if not m.isdir()):
                source = archive.extractfile(member) if member.isfile() and _MEMBER.fullmatch(member.name) else None
                if source is None:
                    raise Refused(f"备份文件中有不认识的内容“{member.name}”，不能恢复。")
                target = folder / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                with source, target.open("wb") as stream:
                    shutil.copyfileobj(source, stream)
    except tarfile.TarError as error:
        raise Refused("这不是同频的备份文件，或文件已损坏。") from error


def _read_manifest(folder: Path) -> Manifest:
    try:
        data = json.loads((folder / MANIFEST).read_text())
        stated = data.pop("sha256")
        tables = {name: TableFacts(**facts) for name, facts in data.pop("tables").items()}
        manifest = Manifest(**data, tables=tables)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused("这不是同频的备份文件，或清单已损坏。") from error
    if manifest.digest() != stated:
        raise Refused("备份清单被改动过，不能恢复。")
    for name, size in manifest.files.items():
        stored = folder / FILES / name
        if not stored.is_file() or stored.stat().st_size != size or _file_sha256(stored) != stored.name:
            raise Refused(f"备份中的附件 {name} 缺失或已损坏，不能恢复。")
    return manifest


def _refuse_unfit(manifest: Manifest) -> None:
    if manifest.vendor != connection.vendor:
        raise Refused(f"备份来自 {manifest.vendor}，当前数据库是 {connection.vendor}，不能直接恢复。")
    known = {f"{m.app_label}.{m.name}" for m in _known_migrations()}
    newer = [m for m in manifest.migrations if m.startswith(_own_labels()) and m not in known]
    if newer:
        raise Refused(f"备份来自更新的版本（{manifest.version}），请先升级程序再恢复。")


def _known_migrations() -> list[Any]:
    return list(MigrationLoader(None, ignore_no_migrations=True).disk_migrations.values())


def _own_labels() -> tuple[str, ...]:
    return tuple(f"{a.label}." for a in apps.get_app_configs() if a.name.startswith("tongpin."))


def _applied_migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _has_data() -> bool:
    tables = connection.introspection.table_names()
    if "orgs_organisation" not in tables:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM orgs_organisation")
        return bool(cursor.fetchone()[0])


def _stored_files() -> dict[str, int]:
    root = Path(settings.FILES_DIR)
    return {p.relative_to(root).as_posix(): p.stat().st_size for p in sorted(kept_bytes())}


def _file_sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _copy_files(source: Path, manifest: Manifest) -> None:
    for name in manifest.files:
        target = Path(settings.FILES_DIR) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            shutil.copyfile(source / name, target)


def _copy_sqlite(target: Path) -> dict[str, TableFacts]:
    with closing(sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=20)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        return _sqlite_facts(copy)


def _sqlite_facts(database: sqlite3.Connection) -> dict[str, TableFacts]:
    names = [n for (n,) in database.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY name")]
    return {name: _table_facts(database.execute(f'SELECT * FROM "{name}" ORDER BY 1')) for name in names}


def _table_facts(rows: Any) -> TableFacts:
    digest, count = hashlib.sha256(), 0
    for row in rows:
        digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
        count += 1
    return TableFacts(count, digest.hexdigest())


def _load_sqlite(source: Path) -> dict[str, TableFacts]:
    target = Path(settings.DATABASES["default"]["NAME"])
    with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(target, timeout=20)) as live:
        copy.backup(live)
        return _sqlite_facts(live)


def _postgres_environment() -> dict[str, str]:
    database = settings.DATABASES["default"]
    keys = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    return {**os.environ, **{k: str(database[v]) for k, v in keys.items() if database.get(v)}}


def _dump_postgres(target: Path) -> dict[str, TableFacts]:
    """Dump and facts of the same instant: the facts' transaction exports the snapshot that the dump reads."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        command = ["pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}"]
        subprocess.run(command, env=_postgres_environment(), check=True)
        return _postgres_facts()


def _postgres_facts() -> dict[str, TableFacts]:
    facts = {}
    with connection.cursor() as cursor:
        for name in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1')
            facts[name] = _table_facts(cursor)
    return facts


def _load_postgres(source: Path) -> dict[str, TableFacts]:
    command = [
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        "--dbname",
        settings.DATABASES["default"]["NAME"],
    ]
    subprocess.run([*command, str(source)], env=_postgres_environment(), check=True)
    return _postgres_facts()
