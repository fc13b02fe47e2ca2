import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale } from "next-intl/server";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { themeCookie } from "@/components/layout/cookies";
import { Toaster } from "@/components/ui/toaster";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Waymark", template: "%s · Waymark" },
  description: "Customer experience management that joins what customers do with what they feel.",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfbfa" },
    { media: "(prefers-color-scheme: dark)", color: "#141412" },
  ],
};

/**
 * The theme is a cookie, so the server already writes it into the document: no script, no flash.
 * Without the cookie the system's preference rules, by CSS alone.
 */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar] = await Promise.all([getLocale(), cookies()]);
  const stored = jar.get(themeCookie)?.value;
  const theme = stored === "light" || stored === "dark" ? stored : undefined;
  return (
    <html lang={locale} data-theme={theme}>
      <body>
        <NuqsAdapter>
          <NextIntlClientProvider>
            {children}
            <Toaster />
          </NextIntlClientProvider>
        </NuqsAdapter>
      </body>
    </html>
  );
}
