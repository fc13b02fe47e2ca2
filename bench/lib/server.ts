import { type ChildProcess, spawn } from "node:child_process";
import { freePort } from "../../scripts/postgres.mjs";

export type Running = { port: number; process: ChildProcess };

/** Starts a built server and waits until it answers. @param ready a path that says so */
export async function start(folder: string, env: Record<string, string>, ready: string): Promise<Running> {
  const port = await freePort();
  const child = spawn(process.execPath, ["server.js"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "production", HOSTNAME: "127.0.0.1", PORT: String(port), ...env },
  });
  const end = Date.now() + 60_000;
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${port}${ready}`).catch(() => null);
    if (response && response.status < 500) return { port, process: child };
    if (Date.now() > end || child.exitCode !== null) throw new Error(`No server came up in ${folder}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
