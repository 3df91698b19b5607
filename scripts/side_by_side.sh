#!/bin/bash
# Runs make targets at the same time, shows their output one after the other, and fails when any of them failed.
set -uo pipefail
[ $# -gt 0 ] || { echo "usage: $0 target..." >&2; exit 2; }

logs="$(mktemp -d -t tongpin-side-XXXXXX)"
pids=()
stop() { for pid in "${pids[@]}"; do kill -- "-$pid" 2>/dev/null; done; }
trap 'rm -rf "$logs"' EXIT
trap 'stop; exit 130' INT
trap 'stop; exit 143' TERM

set -m # each in a process group of its own, so that it can be stopped as a whole
for target in "${@:2}"; do
    "${MAKE:-make}" --no-print-directory "$target" >"$logs/$target" 2>&1 </dev/null &
    pids+=($!)
done

status=0
"${MAKE:-make}" --no-print-directory "$1" </dev/null &
pids+=($!)
wait "${pids[-1]}" || status=1
for place in "${!pids[@]}"; do
    target="${@:place+2:1}"
    [ -n "$target" ] || continue
    wait "${pids[$place]}" || status=1
    echo "== $target"
    cat "$logs/$target"
done
exit "$status"
