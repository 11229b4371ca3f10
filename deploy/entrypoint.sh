#!/bin/sh
# Roles of the one image: embedded | prepare | gateway | api SERVICE | worker SERVICE | any huhang command
set -eu
bin=/huhang/.venv/bin
serve() { exec "$bin/gunicorn" -c /huhang/deploy/gunicorn.conf.py "$1"; }
role=${1:-embedded}
case "$role" in
  embedded) exec "$bin/huhang" serve ;;
  prepare)
    "$bin/huhang" keys
    "$bin/huhang" migrate
    if [ "${HUHANG_DEMO:-}" = "true" ]; then "$bin/huhang" seed; fi ;;
  gateway) serve "deploy.wsgi:gateway()" ;;
  api) serve "deploy.wsgi:service('$2')" ;;
  worker) exec "$bin/huhang" worker "$2" ;;
  *) exec "$bin/huhang" "$@" ;;
esac
