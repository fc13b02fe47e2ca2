// Installs what is missing, without needing anything installed itself.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** @returns true when node_modules does not belong to the lock file */
export function dependenciesAreStale(root) {
  const mark = path.join(root, "node_modules", ".waymark-lock");
  return !existsSync(mark) || readFileSync(mark, "utf8") !== lockHash(root);
}

const lockHash = (root) =>
  createHash("sha256")
    .update(readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");

/**
 * Installs what the lock file says. Not "npm ci": that refuses a lock file that lacks another platform's optional binaries.
 * @throws Error with npm's words
 */
export function installDependencies(root) {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const result = spawnSync(npm, ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (result.status !== 0) throw new Error(`npm install failed:\n${result.stderr}${result.stdout}`);
  mkdirSync(path.join(root, "node_modules"), { recursive: true });
  writeFileSync(path.join(root, "node_modules", ".waymark-lock"), lockHash(root));
}

/** Makes lib/generated/prisma when the models changed since. */
export function generateClient(root) {
  const result = spawnSync(process.execPath, [path.join(root, "node_modules/prisma/build/index.js"), "generate"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" },
  });
  if (result.status !== 0) throw new Error(`prisma generate failed:\n${result.stderr}${result.stdout}`);
}

/** Checks Node's version first: everything else would fail with a riddle. */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Waymark needs Node 20.19 or newer; this is ${process.versions.node}.`);
  }
}
