#!/bin/bash
# Run once by the postgres image on an empty data folder: the schema's owner, and the runtime role that owns nothing.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$OWNER_PASSWORD" --set runtime_password="$RUNTIME_PASSWORD" <<'SQL'
CREATE ROLE smartkampung_owner LOGIN CREATEROLE PASSWORD :'owner_password';
CREATE ROLE smartkampung_app LOGIN PASSWORD :'runtime_password';
GRANT smartkampung_app TO smartkampung_owner WITH ADMIN OPTION;
CREATE DATABASE smartkampung OWNER smartkampung_owner;
REVOKE ALL ON DATABASE smartkampung FROM PUBLIC;
GRANT CONNECT ON DATABASE smartkampung TO smartkampung_app;
SQL
