// Builds the server when what it is made of changed: npm run build
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { generateClient } from "./install.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const SOURCES = [
  "app",
  "components",
  "i18n",
  "lib",
  "messages",
  "prisma",
  "public",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "tsconfig.json",
];

function* filesBelow(entry) {
  if (!existsSync(entry)) return;
  if (statSync(entry).isFile()) {
    yield entry;
    return;
  }
  for (const child of readdirSync(entry, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(entry, child.name);
    if (child.isDirectory()) {
      if (child.name !== "generated") yield* filesBelow(file);
    } else yield file;
  }
}

function sourceHash() {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const file of filesBelow(path.join(root, source))) {
      hash.update(path.relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
    }
  }
  return hash.digest("hex");
}

const mark = path.join(root, ".next", "waymark-sources");
export const serverFolder = path.join(root, ".next", "standalone");

export function buildIsStale() {
  return (
    !existsSync(mark) ||
    !existsSync(path.join(serverFolder, "server.js")) ||
    readFileSync(mark, "utf8") !== sourceHash()
  );
}

/** next build, then everything the server needs beside it, so that the folder can be copied and run alone. @throws Error with Next's words */
export function build() {
  generateClient(root);
  const hash = sourceHash();
  rmSync(mark, { force: true });
  const result = spawnSync(process.execPath, [path.join(root, "node_modules/next/dist/bin/next"), "build"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", NEXT_DIST_DIR: ".next" },
    maxBuffer: 1 << 26,
  });
  if (result.status !== 0) throw new Error(`next build failed:\n${result.stdout}\n${result.stderr}`);
  rmSync(path.join(serverFolder, ".next/static"), { recursive: true, force: true });
  cpSync(path.join(root, ".next/static"), path.join(serverFolder, ".next/static"), { recursive: true });
  if (existsSync(path.join(root, "public")))
    cpSync(path.join(root, "public"), path.join(serverFolder, "public"), { recursive: true });
  writeFileSync(mark, hash);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!buildIsStale() && !process.argv.includes("--force")) {
    process.stdout.write("The build is up to date.\n");
  } else {
    try {
      build();
      process.stdout.write("Built .next/standalone.\n");
    } catch (error) {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    }
  }
}
