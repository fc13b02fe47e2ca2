import "server-only";
import NextAuth from "next-auth";
import { authOptions } from "./session";

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own routes; the settings are read when the first request comes, not when the module loads. */
export function authHandler(request: Request, context: Context): Promise<Response> {
  return NextAuth(authOptions())(request, context);
}
