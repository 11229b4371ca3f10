#!/bin/sh
# Makes the passwords of docker-compose.yml once, in secrets/ beside it; never prints or replaces them.
set -eu
umask 077
folder=$(dirname "$0")/../secrets
mkdir -p "$folder"
[ -e "$folder/database-password" ] && { echo "secrets/ is there already"; exit 0; }
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
database=$(random)
broker=$(random)
printf '%s' "$database" > "$folder/database-password"
printf 'postgresql://huhang_{service}:%s@postgres:5432/huhang_{service}' "$database" > "$folder/database-url"
printf 'default_user = huhang\ndefault_pass = %s\n' "$broker" > "$folder/rabbitmq-account.conf"
printf 'amqp://huhang:%s@rabbitmq:5672/' "$broker" > "$folder/amqp-url"
# The containers do not run as the person who made these files.
chmod 0444 "$folder"/*
echo "made secrets/"
