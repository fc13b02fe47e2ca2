import "server-only";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { errorResponse, readBody } from "./route";
import { authOptions } from "./session";

type Context = { params: Promise<{ nextauth: string[] }> };

/** An e-mail address and a password are far smaller. */
const LIMIT_BYTES = 16 * 1024;

/** next-auth's own routes; the settings are read when the first request comes, not when the module loads. */
export async function authHandler(request: NextRequest, context: Context): Promise<Response> {
  if (request.method !== "POST") return NextAuth(authOptions())(request, context);
  try {
    // next-auth itself reads a body of any size.
    const body = Buffer.from(await readBody(request, LIMIT_BYTES));
    const limited = new NextRequest(request.url, { method: "POST", headers: request.headers, body });
    return await NextAuth(authOptions())(limited, context);
  } catch (error) {
    return errorResponse(error);
  }
}
