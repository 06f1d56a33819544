# One image for every role and every environment: docs/operations/install.md says which there are.
ARG NODE_VERSION=26.10.0

FROM node:${NODE_VERSION}-slim AS packages
WORKDIR /srv/portico
COPY . .
# The pnpm that the repository pins, by its lockfile. Optional packages are builds of the front end and the embedded database.
RUN npm install --prefix deploy/bootstrap/pnpm --no-save --no-audit --no-fund --ignore-scripts --silent && \
    npx --no --prefix deploy/bootstrap/pnpm pnpm install --prod --no-optional --frozen-lockfile \
      --filter '@portico/role...' --filter '@portico/gateway...' --filter '@portico/service-*...'
RUN npx --no --prefix deploy/bootstrap/pnpm pnpm sbom --sbom-format cyclonedx --prod --no-optional --out sbom.cdx.json \
      --filter '@portico/role...' --filter '@portico/gateway...' --filter '@portico/service-*...'

# What browsers load. The builders stay here: only what they have built is copied on.
FROM node:${NODE_VERSION}-slim AS builds
WORKDIR /srv/portico
COPY . .
RUN npm install --prefix deploy/bootstrap/pnpm --no-save --no-audit --no-fund --ignore-scripts --silent && \
    npx --no --prefix deploy/bootstrap/pnpm pnpm install --frozen-lockfile \
      --filter '@portico/artifacts...' --filter '@portico/shell...' --filter '@portico/shared-libs...' --filter '@portico/app-*...'
RUN node deploy/artifacts/src/main.ts artifacts

FROM node:${NODE_VERSION}-slim
WORKDIR /srv/portico
COPY --from=packages /srv/portico/package.json /srv/portico/sbom.cdx.json ./
COPY --from=packages /srv/portico/node_modules ./node_modules
COPY --from=packages /srv/portico/deploy/role ./deploy/role
COPY --from=packages /srv/portico/deploy/mover ./deploy/mover
COPY --from=packages /srv/portico/deploy/seed ./deploy/seed
COPY --from=packages /srv/portico/toolkit ./toolkit
COPY --from=packages /srv/portico/services ./services
COPY --from=packages /srv/portico/bff ./bff
COPY --from=builds /srv/portico/artifacts ./artifacts
# glibc keeps an arena for each thread and gives little of it back. What is written goes to a folder that is mounted.
ENV MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072 PORTICO_HOME=/tmp/portico
USER 65532:65532
EXPOSE 8080 7001 7002 7003 7004 7005 7006 7007
ENTRYPOINT ["node", "deploy/role/src/main.ts"]
