#!/bin/bash
# System packages for one purpose: installs the missing ones where we may, says what to do where we may not.
set -euo pipefail

missing=()

need_package() {
    dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed' || missing+=("$1")
}

case "${1:-}" in
python)
    python="$(command -v python3.11 || command -v python3 || true)"
    if [ -z "$python" ] || ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        echo "需要 Python 3.11 或更高版本；Debian 12 可执行：apt-get install python3 python3-venv" >&2
        exit 1
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
    ;;
node)
    command -v node >/dev/null || missing+=(nodejs)
    command -v npm >/dev/null || missing+=(npm)
    ;;
test)
    # libatomic1: the browser driver's own Node.js is linked against it
    for package in chromium libatomic1 fonts-noto-cjk libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils postgresql; do
        need_package "$package"
    done
    ;;
*)
    echo "usage: $0 python|node|test" >&2
    exit 2
    ;;
esac

[ ${#missing[@]} -eq 0 ] && exit 0

install=(apt-get install -y -qq --no-install-recommends "${missing[@]}")
if [ "$(id -u)" -ne 0 ]; then
    echo "缺少系统软件包，请先以管理员身份执行：" >&2
    echo "    sudo apt-get update && sudo ${install[*]}" >&2
    exit 1
fi
echo "安装系统软件包：${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
"${install[@]}" >/dev/null
