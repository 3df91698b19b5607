#!/bin/bash
# Runs a command in test mode with a data folder of its own, removed afterwards; nothing of the caller's installation is inherited.
set -euo pipefail
[ $# -gt 0 ] || { echo "usage: $0 command [argument...]" >&2; exit 2; }

for name in DATABASE_URL DJANGO_SETTINGS_MODULE ${!TONGPIN_@}; do unset "$name"; done
TONGPIN_DATA="$(mktemp -d -t tongpin-test-XXXXXX)"
export TONGPIN_DATA TONGPIN_TESTING=1 PYTHONDONTWRITEBYTECODE=1
trap 'rm -rf "$TONGPIN_DATA"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

status=0
"$@" || status=$?
exit "$status"
