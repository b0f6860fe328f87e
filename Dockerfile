# syntax=docker/dockerfile:1

# SQLite, libpq and OpenSSL are built from source by their crates: the builder needs the C compiler, make and
# perl that this image has, the result needs nothing but libc. Both stages stand on the same Debian.
FROM rust:1.95-bookworm AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/source/target \
    cargo build --release --locked --package bihuan-server \
    && cp target/release/bihuan /bihuan

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/bihuan --create-home --shell /usr/sbin/nologin bihuan
COPY --from=build /bihuan /usr/local/bin/bihuan
USER bihuan
WORKDIR /var/lib/bihuan
VOLUME /var/lib/bihuan
ENV BIHUAN_HOST=0.0.0.0 BIHUAN_PORT=8080
EXPOSE 8080
# No HTTP client in the image: bash asks by itself.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$BIHUAN_PORT && printf 'GET /readyz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["bihuan"]
CMD ["serve"]
