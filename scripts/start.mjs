// npm start: installs, builds, starts Postgres, migrates, fills the demo, serves. npm run dev: the same with hot reload.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { checkNode, dependenciesAreStale, generateClient, installDependencies } from "./install.mjs";
import { step, stopWith } from "./say.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const isDev = process.argv.includes("--dev");
const port = Number(process.env.PORT || 3000);
const host = process.env.HOST || "127.0.0.1";
// Where the embedded database and the secrets live.
const folder = path.resolve(root, process.env.WAYMARK_DATA || ".data");

function portIsFree() {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** Kept between starts, so that people stay signed in. */
function ownSecret() {
  const file = path.join(folder, "auth-secret");
  mkdirSync(folder, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

function runNode(args, env) {
  return new Promise((resolve, reject) => {
    let output = "";
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output = (output + chunk).slice(-8000);
      });
    }
    child.on("exit", (code) => (code === 0 ? resolve(output) : reject(new Error(output))));
  });
}

async function answers(address, child) {
  const end = Date.now() + 120_000;
  while (Date.now() < end) {
    if (child.exitCode !== null) return false;
    try {
      const response = await fetch(`${address}/api/health`);
      if (response.ok) return true;
    } catch {
      // not yet
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return false;
}

async function main() {
  checkNode();
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    stopWith(`PORT must be a number from 1 to 65535; it is "${process.env.PORT}".`);
  if (!(await portIsFree()))
    stopWith(`Port ${port} on ${host} is taken. Stop what uses it, or choose another: PORT=3001 npm start`);
  process.stdout.write("Waymark\n");
  if (dependenciesAreStale(root)) await step("Installing packages", async () => installDependencies(root));
  const { buildIsStale, build, serverFolder } = await import("./build.mjs");
  if (isDev) await step("Generating the database client", async () => generateClient(root));
  else if (buildIsStale()) await step("Building", async () => build());

  const isEmbedded = !process.env.DATABASE_URL;
  let database = null;
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: host,
    HOSTNAME: host,
    AUTH_SECRET: process.env.AUTH_SECRET || ownSecret(),
    PUBLIC_URL: process.env.PUBLIC_URL || `http://localhost:${port}`,
    NEXT_TELEMETRY_DISABLED: "1",
  };
  if (isEmbedded) {
    const { startPostgres } = await import("./postgres.mjs");
    database = await step("Starting Postgres", () => startPostgres({ folder }));
    env.DATABASE_URL = database.appUrl;
    env.DATABASE_OWNER_URL = database.ownerUrl;
    env.DEMO_MODE = process.env.DEMO_MODE || "1";
  } else {
    env.DEMO_MODE = "0";
  }

  let child = null;
  let isStopping = false;
  const stop = async (code) => {
    if (isStopping) return;
    isStopping = true;
    if (child && child.exitCode === null) {
      child.kill("SIGTERM");
      await Promise.race([
        new Promise((resolve) => child.once("exit", resolve)),
        new Promise((resolve) => setTimeout(resolve, 8000)),
      ]);
      if (child.exitCode === null) child.kill("SIGKILL");
    }
    await database?.stop();
    process.exit(code);
  };
  process.on("SIGINT", () => stop(0));
  process.on("SIGTERM", () => stop(0));
  process.on("SIGHUP", () => stop(0));

  try {
    await step("Bringing the database up to date", () => runNode(["scripts/run.mjs", "scripts/migrate.ts"], env));
    if (isEmbedded && env.DEMO_MODE === "1") {
      await step("Loading the demo workspace (first start only)", () =>
        runNode(["scripts/run.mjs", "scripts/seed.ts", "--if-empty"], env),
      );
    }
  } catch (error) {
    process.stderr.write(`\n${error.message}\n`);
    return stop(1);
  }

  const args = isDev
    ? [path.join(root, "node_modules/next/dist/bin/next"), "dev", "--hostname", host, "--port", String(port)]
    : [path.join(serverFolder, "server.js")];
  child = spawn(process.execPath, args, {
    cwd: isDev ? root : serverFolder,
    env: { ...env, NODE_ENV: isDev ? "development" : "production" },
    stdio: ["ignore", "inherit", "inherit"],
    // Ctrl-C reaches this process alone; it stops the server first and Postgres after it.
    detached: process.platform !== "win32",
  });
  child.on("exit", (code) => stop(isStopping ? 0 : (code ?? 1)));
  const address = `http://${host.includes(":") ? `[${host}]` : host === "0.0.0.0" ? "localhost" : host}:${port}`;
  if (!(await answers(address, child))) return stop(1);
  const how =
    env.DEMO_MODE === "1"
      ? "Choose a role on the sign-in page; no password is needed."
      : "Sign in with your e-mail and password.";
  process.stdout.write(`\n  Waymark is ready: ${env.PUBLIC_URL}\n  ${how}\n  Ctrl-C stops everything.\n\n`);
}

main().catch((error) => stopWith(error.message));
