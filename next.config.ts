import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withIntl = createNextIntlPlugin("./i18n/request.ts");

const config: NextConfig = {
  output: "standalone",
  distDir: process.env.NEXT_DIST_DIR || ".next",
  poweredByHeader: false,
  typedRoutes: false,
  devIndicators: false,
  serverExternalPackages: ["@node-rs/argon2", "graphile-worker", "pg", "pino", "@prisma/driver-adapter-utils"],
  outputFileTracingIncludes: {
    // Migrations run inside the server: their files and Prisma's engine must come along.
    "/**": ["./prisma/**/*.prisma", "./prisma/migrations/**", "./node_modules/@prisma/schema-engine-wasm/**"],
  },
  // The test suite checks types of the whole tree, tests and scripts included.
  typescript: { ignoreBuildErrors: true },
  experimental: { serverActions: { bodySizeLimit: "1mb" } },
  async headers() {
    return [
      {
        source: "/:path*",
        headers: [
          { key: "X-Content-Type-Options", value: "nosniff" },
          { key: "X-Frame-Options", value: "DENY" },
          { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
          { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(self)" },
        ],
      },
    ];
  },
};

export default withIntl(config);
