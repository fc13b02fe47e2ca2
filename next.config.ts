import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withIntl = createNextIntlPlugin("./i18n/request.ts");

// Next writes its data into inline scripts; while developing it also evaluates code and talks over a socket.
const isDeveloping = process.env.NODE_ENV === "development";
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${isDeveloping ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  `connect-src 'self'${isDeveloping ? " ws: wss:" : ""}`,
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const config: NextConfig = {
  output: "standalone",
  distDir: process.env.NEXT_DIST_DIR || ".next",
  poweredByHeader: false,
  typedRoutes: false,
  devIndicators: false,
  serverExternalPackages: [
    "@node-rs/argon2",
    "graphile-worker",
    "pg",
    "pino",
    "@prisma/driver-adapter-utils",
    "pdfkit",
  ],
  outputFileTracingIncludes: {
    // Migrations run inside the server: their files and Prisma's engine must come along.
    "/journeys/[id]/export": ["./node_modules/@fontsource-variable/inter/files/*-wght-normal.woff2"],
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
      {
        // A shared map's address is its key: it is told to no other site.
        source: "/m/:path*",
        headers: [{ key: "Referrer-Policy", value: "no-referrer" }],
      },
      {
        // Public surveys and shared maps have a narrower one of their own.
        source: "/((?!s/|m/).*)",
        headers: [{ key: "Content-Security-Policy", value: contentSecurityPolicy }],
      },
    ];
  },
};

export default withIntl(config);
