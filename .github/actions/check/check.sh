#!/usr/bin/env bash
# One run of `kvcheck check` in a job of GitHub Actions: annotations into the log, Markdown into the summary, SARIF and
# Markdown into files. Inputs come from the environment only; the exit code is that of kvcheck.
set -euo pipefail

sarif=${INPUT_SARIF:-$RUNNER_TEMP/kvcheck.sarif}
comment=${INPUT_COMMENT:-$RUNNER_TEMP/kvcheck.md}
json=$RUNNER_TEMP/kvcheck.json

case $sarif$comment in
  *$'\n'*)
    echo "::error::kvcheck: the name of a file has one line"
    exit 2
    ;;
esac

lines() { # those lines of $1 that hold something
  local line
  while IFS= read -r line; do
    line=${line%$'\r'}
    [ -z "$line" ] || printf '%s\n' "$line"
  done <<<"$1"
}

arguments=(--format github --format "sarif=$sarif" --format "markdown=$comment" --format "json=$json")
[ -z "${INPUT_LANG:-}" ] || arguments+=("--lang=$INPUT_LANG")
[ -z "${INPUT_FAIL_ON:-}" ] || arguments+=("--fail-on=$INPUT_FAIL_ON")
[ -z "${INPUT_CHANGED_SINCE:-}" ] || arguments+=("--changed-since=$INPUT_CHANGED_SINCE")
while IFS= read -r each; do
  arguments+=("--policy=$each")
done < <(lines "${INPUT_POLICIES:-}")
while IFS= read -r each; do
  arguments+=("$each")
done < <(lines "${INPUT_ARGS:-}")
arguments+=(--)
while IFS= read -r each; do
  arguments+=("$each")
done < <(lines "${INPUT_PATH:-}")

# Nothing that an earlier run left may pass for the answer of this one.
rm -f -- "$sarif" "$comment" "$json"
code=0
kvcheck check "${arguments[@]}" || code=$?

if [ ! -s "$comment" ]; then
  printf '## 🛑 kvcheck\n\nThe plans could not be checked: see the log. · 점검하지 못했습니다. 로그를 확인하십시오.\n' >"$comment"
fi
cat -- "$comment" >>"$GITHUB_STEP_SUMMARY"
{
  printf 'exit-code=%s\ncomment=%s\n' "$code" "$comment"
  if [ -s "$sarif" ]; then
    printf 'sarif=%s\n' "$sarif"
  fi
  if [ -s "$json" ]; then
    python3 - "$json" <<'EOF'
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)
plans = report["plans"] if "problems" not in report else None
for verdict in ("permitted", "not_permitted", "undetermined", "needs_review"):
    if plans is not None:  # what could not be checked is not counted as nothing
        print(f"{verdict.replace('_', '-')}={sum(plan['counts'].get(verdict, 0) for plan in plans)}")
EOF
  fi
} >>"$GITHUB_OUTPUT"
exit "$code"
