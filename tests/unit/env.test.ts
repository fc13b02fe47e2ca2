import { describe, expect, test } from "vitest";
import { envSchema, readEnv } from "../../lib/env";

const needed = {
  DATABASE_URL: "postgres://u:p@localhost:5432/waymark",
  AUTH_SECRET: "0123456789abcdef0123456789abcdef",
};

describe("the settings", () => {
  test("need an address and a secret; the rest has defaults", () => {
    expect(readEnv(needed)).toMatchObject({
      DATABASE_POOL: 10,
      PUBLIC_URL: "http://localhost:3000",
      PORT: 3000,
      HOST: "127.0.0.1",
      DEMO_MODE: false,
      RUN_JOBS: "1",
      IMPORT_LIMIT_MB: 500,
      OIDC_TRUST_EMAIL: false,
      ANSWERS_PER_MINUTE: 600,
      TRUSTED_PROXIES: 1,
      LOG_LEVEL: "info",
    });
  });

  test("that are empty count as absent, as in compose files", () => {
    expect(readEnv({ ...needed, PORT: "", SMTP_URL: "", DEMO_MODE: "", RUN_JOBS: "" })).toMatchObject({
      PORT: 3000,
      DEMO_MODE: false,
      RUN_JOBS: "1",
    });
  });

  test("are read by their meaning", () => {
    expect(readEnv({ ...needed, PORT: "8080", DEMO_MODE: "1", RUN_JOBS: "0", IMPORT_LIMIT_MB: "50" })).toMatchObject({
      PORT: 8080,
      DEMO_MODE: true,
      RUN_JOBS: "0",
      IMPORT_LIMIT_MB: 50,
    });
  });

  test("of single sign-on come together or not at all", () => {
    expect(() => readEnv({ ...needed, OIDC_CLIENT_ID: "waymark", OIDC_CLIENT_SECRET: "" })).toThrow(
      /OIDC_ISSUER is missing[\s\S]*OIDC_CLIENT_SECRET is missing/,
    );
  });

  test("that are wrong are named, all at once, with what is wrong", () => {
    const message = (source: Record<string, string>) => {
      try {
        readEnv(source);
        return "";
      } catch (error) {
        return error instanceof Error ? error.message : "";
      }
    };
    const both = message({});
    expect(both).toContain("DATABASE_URL is missing");
    expect(both).toContain("AUTH_SECRET is missing");
    expect(message({ ...needed, AUTH_SECRET: "short" })).toContain("AUTH_SECRET needs at least 32 characters");
    expect(message({ ...needed, DATABASE_URL: "mysql://x" })).toContain("DATABASE_URL must begin with postgres://");
    expect(message({ ...needed, PUBLIC_URL: "waymark" })).toContain("PUBLIC_URL must be an address");
    expect(message({ ...needed, SMTP_URL: "mail.example.com" })).toContain("SMTP_URL must begin with smtp://");
    for (const [name, value] of [
      ["PORT", "70000"],
      ["PORT", "http"],
      ["DATABASE_POOL", "1"],
      ["DEMO_MODE", "yes"],
      ["IMPORT_LIMIT_MB", "0"],
      ["LOG_LEVEL", "loud"],
    ] as const) {
      expect(message({ ...needed, [name]: value }), `${name}=${value}`).toContain(name);
    }
  });

  test("do not repeat a secret in their message", () => {
    const secret = "too short to be one";
    expect(() => readEnv({ ...needed, AUTH_SECRET: secret })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(secret) }),
    );
  });

  test("have a name in capitals each", () => {
    expect(Object.keys(envSchema.shape).filter((name) => !/^[A-Z][A-Z_]*$/.test(name))).toEqual([]);
  });
});
