import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";

// A newcomer types what the README says. Each command in it is run: here, or where the table below points.

const root = path.resolve(import.meta.dirname, "../..");

const RUN_BY: Record<string, string> = {
  "npm start": "the browser tests, which begin with it",
  "npm test": "this",
  "PORT=3001 npm start": "the browser tests, on a port of their own",
  "npm run worker": "scripts.test.ts",
  "npm run db:migrate": "scripts.test.ts",
  "npm run bench": "bench.test.ts",
  "docker compose up": "docker.test.ts reads the files; no engine is asked for",
  "npm run db:generate": "below",
  "npm run format": "below",
  "npm run dev": "below",
};

test("every command of the README is one that is run somewhere", () => {
  const readme = readFileSync(path.join(root, "README.md"), "utf8");
  const named = readme.match(/(?:[A-Z]+=\S+ )?(?:npm (?:start|test|run [\w:]+)|docker compose up)/g) ?? [];
  expect(named.length).toBeGreaterThan(8);
  expect([...new Set(named)].filter((command) => !RUN_BY[command])).toEqual([]);
  const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  for (const command of named) {
    const script = /npm run ([\w:]+)/.exec(command)?.[1];
    if (script) expect.soft(scripts[script], command).toBeTruthy();
  }
});

const npm = (args: string[]) => spawnSync("npm", args, { cwd: root, encoding: "utf8" });

test("npm run db:generate renews the database client", () => {
  const result = npm(["run", "db:generate"]);
  expect(result.status, result.stderr).toBe(0);
  expect(result.stdout).toContain("Generated Prisma Client");
});

test("npm run format leaves tidy code as it is", () => {
  const result = npm(["run", "format"]);
  expect(result.status, result.stdout + result.stderr).toBe(0);
});

async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

test("npm run dev serves, and Ctrl-C ends everything it began", async () => {
  const data = mkdtempSync(path.join(tmpdir(), "waymark-dev-"));
  // Next writes the folder of its types into tsconfig.json; a test leaves no trace.
  const tsconfig = path.join(root, "tsconfig.json");
  const before = readFileSync(tsconfig, "utf8");
  const port = await freePort();
  const child = spawn(process.execPath, ["scripts/start.mjs", "--dev"], {
    cwd: root,
    // A folder of its own: a person's own `npm run dev` may be running beside the tests.
    env: {
      ...process.env,
      NODE_ENV: "development",
      WAYMARK_DATA: data,
      PORT: String(port),
      HOST: "127.0.0.1",
      DATABASE_URL: "",
      DEMO_MODE: "0",
      NEXT_DIST_DIR: ".next-test",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  try {
    await expect.poll(() => output, { timeout: 100_000, interval: 250 }).toContain("Waymark is ready");
    expect(output).toContain("Create the first admin here (works once):");
    expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(200);
  } finally {
    child.kill("SIGINT");
    await exited;
    writeFileSync(tsconfig, before);
    rmSync(data, { recursive: true, force: true });
    rmSync(path.join(root, ".next-test"), { recursive: true, force: true });
  }
  await expect(fetch(`http://127.0.0.1:${port}/api/health`)).rejects.toThrow();
}, 120_000);
