#!/bin/sh
# Installs the Debian packages that tests and run-production need, only what is missing, starting nothing.
set -eu
missing=""
need() { [ -e "$1" ] || missing="$missing $2"; }
need /usr/lib/rabbitmq/bin/rabbitmq-server rabbitmq-server
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
need /usr/bin/chromium-headless-shell chromium-headless-shell
need /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc fonts-noto-cjk
[ -z "$missing" ] && exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
  if sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root=none; fi
fi
if [ "$as_root" = none ] || ! command -v apt-get >/dev/null; then
  echo "Please install these packages first:$missing" >&2
  exit 1
fi

policy=/usr/sbin/policy-rc.d
made_policy=""
if [ ! -e "$policy" ]; then
  # Debian starts servers when it installs them; 101 tells it not to.
  printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
  $as_root chmod 755 "$policy"
  made_policy=yes
fi
remove_policy() { [ -z "$made_policy" ] || $as_root rm -f "$policy"; }
trap remove_policy EXIT
$as_root mkdir -p /etc/postgresql-common
grep -qs '^create_main_cluster' /etc/postgresql-common/createcluster.conf ||
  echo 'create_main_cluster = false' | $as_root tee -a /etc/postgresql-common/createcluster.conf >/dev/null
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086 — a list of package names
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
