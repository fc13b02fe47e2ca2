import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { envSchema } from "../../lib/env";
import { APP_ROLE } from "../../lib/migrate";

const root = path.resolve(import.meta.dirname, "../..");
const read = (name: string) => readFileSync(path.join(root, name), "utf8");

const service = z.object({
  image: z.string().optional(),
  build: z.string().optional(),
  environment: z.record(z.string(), z.string()),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  configs: z.array(z.object({ source: z.string(), target: z.string() })).default([]),
});
const composeFile = z.object({
  services: z.object({ postgres: service, waymark: service }).strict(),
  configs: z.record(z.string(), z.object({ content: z.string() })),
  volumes: z.record(z.string(), z.unknown()),
});

describe("docker-compose.yml", () => {
  const text = read("docker-compose.yml");
  const compose = composeFile.parse(parse(text));
  const { postgres, waymark } = compose.services;
  const known = new Set(Object.keys(envSchema.shape));

  test("gives the server only settings that it knows, and all that it cannot do without", () => {
    expect(Object.keys(waymark.environment).filter((name) => !known.has(name))).toEqual([]);
    for (const [name, schema] of Object.entries(envSchema.shape)) {
      if (!schema.safeParse(undefined).success) expect(Object.keys(waymark.environment)).toContain(name);
    }
  });

  test("takes only known names from the environment", () => {
    const named = [...text.replace(/^\s*#.*$/gm, "").matchAll(/\$\{([A-Z_]+)/g)].map((match) => match[1] ?? "");
    expect(named.length).toBeGreaterThan(5);
    expect([...new Set(named)].filter((name) => !known.has(name) && !name.startsWith("POSTGRES_"))).toEqual([]);
  });

  test("has no password of its own: it stops with words when one is missing", () => {
    expect(postgres.environment.POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?.+\}$/);
    expect(waymark.environment.AUTH_SECRET).toMatch(/^\$\{AUTH_SECRET:\?.+\}$/);
  });

  test("gives the server the role that cannot change the audit trail, and waits for the database", () => {
    expect(new URL(waymark.environment.DATABASE_URL ?? "").username).toBe(APP_ROLE);
    expect(new URL(waymark.environment.DATABASE_OWNER_URL ?? "").username).toBe(postgres.environment.POSTGRES_USER);
    expect(new URL(waymark.environment.DATABASE_URL ?? "").hostname).toBe("postgres");
    expect(compose.configs[postgres.configs[0]?.source ?? ""]?.content).toContain(`create role ${APP_ROLE} login`);
    expect(waymark.depends_on.postgres?.condition).toBe("service_healthy");
    expect(postgres.healthcheck?.test.join(" ")).toContain("pg_isready");
  });

  test("keeps the data in a volume that it declares", () => {
    const [name] = postgres.volumes[0]?.split(":") ?? [];
    expect(Object.keys(compose.volumes)).toContain(name);
  });
});

describe("Dockerfile", () => {
  const lines = read("Dockerfile")
    .replace(/\\\n/g, " ")
    .split("\n")
    .filter((line) => line.trim() && !line.startsWith("#"));
  const stages = lines.flatMap((line) => /^FROM (\S+) AS (\S+)$/.exec(line)?.slice(1, 3).join(" ") ?? []);
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM")));

  test("has three stages, and the last one starts clean", () => {
    expect(stages).toEqual(["node:20-slim packages", "packages build", "node:20-slim server"]);
  });

  test("runs the standalone server as somebody who is not root, and says how it feels", () => {
    expect(last).toContain("USER node");
    expect(last.indexOf("USER node")).toBeLessThan(last.findIndex((line) => line.startsWith("CMD")));
    expect(last.at(-1)).toBe('CMD ["node", "server.js"]');
    expect(last.join("\n")).toMatch(/COPY --from=build --chown=node:node \/app\/\.next\/standalone \.\//);
    expect(last.join("\n")).toMatch(/^HEALTHCHECK .*\/api\/health/m);
    expect(last.some((line) => /^RUN/.test(line))).toBe(false);
  });

  test("calls what exists", () => {
    const scripts: Record<string, string> = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read("package.json"))).scripts;
    for (const line of lines) {
      const script = /npm run (\S+)/.exec(line)?.[1];
      if (script) expect(Object.keys(scripts)).toContain(script);
      if (line.startsWith("COPY") && !line.includes("--from")) {
        for (const file of line.split(/\s+/).slice(1, -1)) expect(existsSync(path.join(root, file)), file).toBe(true);
      }
    }
  });

  test("sends nothing secret and nothing of the machine to the build", () => {
    const ignored = read(".dockerignore").split("\n");
    for (const name of [".git", ".data", ".env", "node_modules", ".next", "lib/generated"])
      expect(ignored).toContain(name);
    // What the build reads must get there.
    for (const name of ["app", "components", "lib", "prisma", "messages", "i18n", "public", "scripts"])
      expect(ignored).not.toContain(name);
  });
});
