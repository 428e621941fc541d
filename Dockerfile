FROM python:3.13-slim-trixie AS base
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /site


# Packages, translations and static files are made here; what is needed only to make them stays.
FROM base AS build
COPY requirements.txt ./
COPY bin/environment bin/
RUN bin/environment requirements.txt
COPY . .
RUN mkdir -p var \
    && bin/messages \
    && SECRET_KEY=build ALLOWED_HOSTS=build HTTPS=false bin/static \
    && .venv/bin/python -m compileall -q .venv content cooperation


FROM base
COPY --from=build /site /site
# The programs that back PostgreSQL up and restore it; they are to be as new as the server.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin site \
    && install --directory --owner=site var/media var/share
USER 10001
ENV PATH=/site/.venv/bin:$PATH BIND_ADDRESS=0.0.0.0 PORT=8000
EXPOSE 8000
VOLUME /site/var/media
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["python", "bin/health"]
CMD ["gunicorn"]
