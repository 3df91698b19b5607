#!/bin/bash
# Runs a command with DATABASE_URL naming a PostgreSQL server of its own, and removes the server afterwards.
set -euo pipefail
[ $# -gt 0 ] || { echo "usage: $0 command [argument...]" >&2; exit 2; }

bin="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)"
[ -n "$bin" ] || { echo "找不到 PostgreSQL，请先执行：apt-get install postgresql" >&2; exit 1; }
port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
root="$(mktemp -d -t tongpin-postgres-XXXXXX)"
chmod 700 "$root"

as=()
if [ "$(id -u)" -eq 0 ]; then # the server refuses to run as root
    chown postgres:postgres "$root"
    as=(setpriv --reuid=postgres --regid=postgres --init-groups --reset-env)
fi

server() { (cd / && "${as[@]}" "$bin/$@"); }

stop() {
    server pg_ctl -D "$root/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$root"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

server initdb -D "$root/data" -U app --auth=trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
server pg_ctl -D "$root/data" -w -t 30 -l "$root/log" \
    -o "-p $port -k $root -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off" start >/dev/null
server createdb -h "$root" -p "$port" -U app app

status=0
DATABASE_URL="postgres://app@127.0.0.1:$port/app" "$@" || status=$?
exit "$status"
