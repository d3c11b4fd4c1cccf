# A browser and the tool, for a user without rights. The folder to audit is mounted at /site:
#
#     docker build -t newsroom-audit .
#     docker run --rm --init -v "$PWD:/site" --user "$(id -u):$(id -g)" newsroom-audit run public/
#
# Chromium's sandbox needs namespaces that Docker's default profile refuses. Without them the browser runs without its sandbox
# and `audit` says so: good enough for pages of your own. For pages of others let it have them:
#
#     docker run --security-opt seccomp=unconfined …

FROM debian:bookworm-slim

RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        chromium fonts-dejavu-core fonts-noto-core libatomic1 python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*

# As root, but owned by nobody who runs it; the build's caches stay out of the layer.
WORKDIR /opt/newsroom-audit
COPY pyproject.toml README.md CHANGELOG.md LICENSE ./
COPY audit audit
RUN python3 -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir '.[lang,image]'

# HOME in /tmp: with `--user` the user's number is one that this image has never heard of.
ENV PATH="/opt/venv/bin:$PATH" AUDIT_BROWSER=/usr/bin/chromium HOME=/tmp
RUN useradd --create-home --uid 1000 reader
USER reader
WORKDIR /site
ENTRYPOINT ["audit"]
CMD ["--help"]
