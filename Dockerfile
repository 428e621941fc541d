FROM python:3.13-slim-trixie AS base
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /site
# The image of Python comes without what its own modules are compiled to, and nothing can be written down later.
RUN python -m compileall -q "$(python -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')"


# The packages, which change seldom: a layer of their own.
FROM base AS packages
COPY requirements.txt ./
COPY bin/environment bin/
RUN bin/environment requirements.txt \
    && .venv/bin/python -m compileall -q .venv


# The code, with the translations and static files that are made of it.
FROM packages AS code
COPY . .
RUN mkdir -p var \
    && bin/messages \
    && SECRET_KEY=build ALLOWED_HOSTS=build HTTPS=false bin/static \
    && .venv/bin/python -m compileall -q content cooperation \
    && rm -rf .venv .environment.lock


FROM base
# The programs that back PostgreSQL up and restore it; they are to be as new as the server.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin site \
    && install --directory --owner=site var/media var/share
COPY --from=packages /site/.venv .venv
COPY --from=code /site ./
USER 10001
ENV PATH=/site/.venv/bin:$PATH BIND_ADDRESS=0.0.0.0 PORT=8000
EXPOSE 8000
VOLUME /site/var/media
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["python", "bin/health"]
CMD ["gunicorn"]
