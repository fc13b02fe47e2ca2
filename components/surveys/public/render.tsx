import "server-only";
import type { ReactElement } from "react";

const HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  "Cache-Control": "no-store",
  // Its own style and script, forms to itself, and nothing else.
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};

/** A page without the framework: plain HTML of the same components. */
export async function htmlResponse(page: ReactElement, status: number): Promise<Response> {
  // Imported when used: the bundler refuses react-dom/server in a module that pages share.
  const { renderToStaticMarkup } = await import("react-dom/server");
  return new Response(`<!doctype html>${renderToStaticMarkup(page)}`, { status, headers: HEADERS });
}
