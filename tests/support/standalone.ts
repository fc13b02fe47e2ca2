import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { chmod, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const built = path.resolve(import.meta.dirname, "../../.next/standalone");

/** False until `npm run build` (scripts/test.mjs does it first). */
export const isBuilt = existsSync(path.join(built, "server.js"));

/** "nobody" where the tests run as root, otherwise whoever runs them. */
const other = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** The standalone folder, alone in an empty place, as an image would hold it. */
export async function copyStandalone(): Promise<{ folder: string; remove: () => void }> {
  const place = mkdtempSync(path.join(tmpdir(), "waymark-standalone-"));
  await chmod(place, 0o755);
  const folder = path.join(place, "app");
  await mkdir(folder);
  cpSync(built, folder, { recursive: true, verbatimSymlinks: true });
  return { folder, remove: () => rmSync(place, { recursive: true, force: true }) };
}

export type Server = {
  address: string;
  process: ChildProcess;
  /** Everything it wrote so far, both streams. */
  output: () => string;
  /** Resolves with the exit code. */
  exited: Promise<number | null>;
  /** True when it answers that it is well; false when it stopped or took longer. */
  isReady: (seconds?: number) => Promise<boolean>;
  stop: () => Promise<number | null>;
};

/** Starts the server there, with these settings and nothing else of this process' environment. */
export function startStandalone(folder: string, settings: Record<string, string>): Server {
  const port = settings.PORT ?? "3000";
  const child = spawn(process.execPath, ["server.js"], {
    cwd: folder,
    ...other,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH ?? "",
      NODE_ENV: "production",
      HOSTNAME: "127.0.0.1",
      HOME: "/nonexistent",
      ...settings,
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-100_000);
    });
  }
  const exited = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const address = `http://127.0.0.1:${port}`;
  return {
    address,
    process: child,
    output: () => output,
    exited,
    async isReady(seconds = 60) {
      const end = Date.now() + seconds * 1000;
      while (Date.now() < end && child.exitCode === null) {
        const response = await fetch(`${address}/api/health`).catch(() => null);
        if (response?.ok) return true;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return false;
    },
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
      const code = await exited;
      clearTimeout(timer);
      return code;
    },
  };
}

/** A line of /proc/<pid>/status in kB or as numbers; null where there is no /proc. */
export function processStatus(pid: number, name: "VmRSS" | "VmHWM" | "Uid"): number | null {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return null;
  const value = new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync(file, "utf8"))?.[1];
  return value === undefined ? null : Number(value);
}
