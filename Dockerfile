# syntax=docker/dockerfile:1

FROM node:20-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Not "npm ci": it refuses a lock file that lacks another platform's optional binaries.
RUN npm install --no-save --no-audit --no-fund

FROM packages AS build
COPY . .
RUN npm run build

FROM node:20-slim AS server
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    HOSTNAME=0.0.0.0 \
    HOST=0.0.0.0 \
    PORT=3000
WORKDIR /app
# The folder is complete: the server, the packages it needs, migrations, and the engine that applies them at start.
COPY --from=build --chown=node:node /app/.next/standalone ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
