# syntax=docker/dockerfile:1
# One process, one worker, no root, no network needed at run time: the bundled encoder is inside.

FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/baoda
WORKDIR /src
# The dependencies change rarely, the code often: they get a layer of their own.
COPY pyproject.toml constraints.txt README.md LICENSE ./
RUN mkdir -p index retrieval bot \
    && touch index/__init__.py retrieval/__init__.py bot/__init__.py \
    && /opt/baoda/bin/pip install -c constraints.txt .
COPY index index
COPY retrieval retrieval
COPY bot bot
RUN /opt/baoda/bin/pip install --no-deps --force-reinstall .

FROM python:3.11-slim
ENV PATH=/opt/baoda/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HF_HUB_OFFLINE=1 \
    TOKENIZERS_PARALLELISM=false \
    BAODA_ARCHIVE=/data/archive
RUN useradd --create-home --uid 10001 baoda && install -d -o baoda -g baoda /data
COPY --from=build /opt/baoda /opt/baoda
USER baoda
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# The API is open to whoever reaches it, so it listens inside the container only: publish it
# behind the intranet's proxy by sharing the network namespace (compose.yaml shows how).
ENTRYPOINT ["baoda"]
CMD ["serve", "--host", "127.0.0.1", "--port", "8000"]
