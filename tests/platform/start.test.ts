import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";

// What npm start says when it cannot. That it can is seen by the browser tests, which start the product this way.

const root = path.resolve(import.meta.dirname, "../..");
const data = mkdtempSync(path.join(tmpdir(), "waymark-start-"));
afterAll(() => rmSync(data, { recursive: true, force: true }));

async function start(settings: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const env: Record<string, string | undefined> = {
    ...process.env,
    WAYMARK_DATA: data,
    HOST: "127.0.0.1",
    ...settings,
  };
  if (!settings.DATABASE_URL) delete env.DATABASE_URL;
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: root,
    env: env as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const timer = setTimeout(() => child.kill("SIGKILL"), 60_000);
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  clearTimeout(timer);
  return { code, output };
}

test("a port that is taken is named, with what to do", async () => {
  const other = net.createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as net.AddressInfo;
  const { code, output } = await start({ PORT: String(port) });
  await new Promise((resolve) => other.close(resolve));
  expect(code).toBe(1);
  expect(output).toContain(`Port ${port} on 127.0.0.1 is taken.`);
  expect(output).not.toMatch(/\bat .*\.mjs:\d+/);
});

test("a port that is none is refused", async () => {
  const { code, output } = await start({ PORT: "http" });
  expect(code).toBe(1);
  expect(output).toContain('PORT must be a number from 1 to 65535; it is "http".');
});
