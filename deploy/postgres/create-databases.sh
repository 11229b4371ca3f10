#!/bin/sh
# One database and one role for each service: none can read another's tables.
set -eu
password=$(cat "$HUHANG_DB_PASSWORD_FILE")
for service in gateway intake mediation referral notification documents; do
  psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" <<SQL
CREATE ROLE huhang_$service LOGIN PASSWORD '$password';
CREATE DATABASE huhang_$service OWNER huhang_$service TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE CONNECT ON DATABASE huhang_$service FROM PUBLIC;
\connect huhang_$service
CREATE EXTENSION IF NOT EXISTS btree_gist;
SQL
done
