import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isBuilt } from "../support/standalone";

// Every bench runs at its small size, so that none of them rots. What it checks on the way (that both sides give the same
// numbers, that nothing acknowledged is missing) fails the run; its times are not judged here.

const root = path.resolve(import.meta.dirname, "../..");
const data = mkdtempSync(path.join(tmpdir(), "waymark-bench-test-"));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const BENCHES = [
  { name: "b1", file: "responses.ts", needsBuild: true },
  { name: "b2", file: "import.ts", needsBuild: false },
  { name: "b3", file: "dashboard.ts", needsBuild: false },
  { name: "b5", file: "segments.ts", needsBuild: false },
  { name: "b6", file: "insight-scan.ts", needsBuild: false },
  { name: "b8", file: "customer.ts", needsBuild: false },
  { name: "b9", file: "journeys.ts", needsBuild: false },
];

describe("npm run bench -- --size=small", () => {
  for (const { name, file, needsBuild } of BENCHES) {
    test.skipIf(needsBuild && !isBuilt)(
      `${name}${needsBuild ? " (after npm run build)" : ""}`,
      async () => {
        expect(existsSync(path.join(root, "bench", file)), file).toBe(true);
        const child = spawn(process.execPath, ["scripts/run.mjs", "bench/run.ts", name, "--size=small"], {
          cwd: root,
          env: { ...process.env, WAYMARK_BENCH_DATA: data },
          stdio: ["ignore", "pipe", "pipe"],
        });
        let output = "";
        for (const stream of [child.stdout, child.stderr]) {
          stream.on("data", (chunk: Buffer) => {
            output += chunk.toString();
          });
        }
        const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
        expect(code, output).toBe(0);
        expect(output).toContain(`${name.toUpperCase()} (small)`);
        expect(output).toMatch(/\d× \(/);
      },
      300_000,
    );
  }
});
