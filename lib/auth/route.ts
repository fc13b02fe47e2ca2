import "server-only";
import type { z } from "zod";
import { AppError, isAppError } from "../errors";
import { newId } from "../id";
import { log } from "../log";
import { fieldErrorsOf } from "./action";
import type { Actor } from "./actor";
import { currentSession } from "./doors";

/** An error as JSON with its status. */
export function errorResponse(error: unknown): Response {
  if (isAppError(error)) {
    return Response.json(
      { error: { code: error.code, message: error.message, fields: error.fieldErrors } },
      { status: error.status },
    );
  }
  const id = newId().slice(-8);
  log.error({ err: error, fault: id }, "request failed");
  return Response.json(
    { error: { code: "fault", message: `Something went wrong on our side (${id}).` } },
    { status: 500 },
  );
}

/**
 * Reads a JSON body, refusing it by its length or on reaching the limit.
 * @throws AppError too_large | invalid
 */
export async function readJson(request: Request, limitBytes: number): Promise<unknown> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > limitBytes) throw new AppError("too_large", `The body is larger than ${limitBytes} bytes.`);
  const text = new TextDecoder().decode(await readBody(request, limitBytes));
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("invalid", "The body is not valid JSON.");
  }
}

/** Reads a whole body up to a limit. @throws AppError too_large on reaching it */
export async function readBody(request: Request, limitBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limitBytes) {
      await reader.cancel();
      throw new AppError("too_large", `The body is larger than ${limitBytes} bytes.`);
    }
    parts.push(value);
  }
  return Buffer.concat(parts);
}

/** The door of API routes for signed-in people: who, is it valid, one query or command. The input is the URL's parameters for GET, the JSON body otherwise. */
export function route<S extends z.ZodType, T, P = unknown>(options: {
  input: S;
  limitBytes?: number;
  run: (actor: Actor, input: z.output<S>, context: { params: P; request: Request }) => Promise<T | Response>;
}): (request: Request, context: { params: Promise<P> }) => Promise<Response> {
  return async (request, context) => {
    try {
      const session = await currentSession();
      if (!session)
        return Response.json({ error: { code: "unauthenticated", message: "Sign in first." } }, { status: 401 });
      const given =
        request.method === "GET"
          ? Object.fromEntries(new URL(request.url).searchParams)
          : await readJson(request, options.limitBytes ?? 1_000_000);
      const parsed = options.input.safeParse(given);
      if (!parsed.success) throw new AppError("invalid", "Some fields are wrong.", fieldErrorsOf(parsed.error));
      const result = await options.run(session.actor, parsed.data, { params: await context.params, request });
      return result instanceof Response ? result : Response.json(result);
    } catch (error) {
      return errorResponse(error);
    }
  };
}
