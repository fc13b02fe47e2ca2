import "server-only";
import type { z } from "zod";
import { env } from "../env";
import { AppError, isAppError } from "../errors";
import { newId } from "../id";
import { log } from "../log";
import { unstorable } from "../storable";
import { fieldErrorsOf } from "./action";
import type { Actor } from "./actor";
import { currentSession } from "./doors";
import { actorOfKey } from "./keys";

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
 * A request that changes something and is let in by a cookie must come from our own pages: a cookie is also sent by
 * pages of a neighbouring host or port. Programs that are no browser send neither header.
 * @throws AppError forbidden
 */
export function refuseOtherSites(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const isOwn =
    site !== null
      ? site === "same-origin" || site === "none"
      : origin === null ||
        hostOf(origin) === request.headers.get("host") ||
        hostOf(origin) === hostOf(env().PUBLIC_URL);
  if (!isOwn) throw new AppError("forbidden", "This was sent by another site.");
}

function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host : null;
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

/** The door of API routes, for signed-in people and for keys: who, is it valid, one query or command. The input is the URL's parameters for GET, the JSON body otherwise. */
export function route<S extends z.ZodType, T, P = unknown>(options: {
  input: S;
  limitBytes?: number;
  run: (actor: Actor, input: z.output<S>, context: { params: P; request: Request }) => Promise<T | Response>;
}): (request: Request, context: { params: Promise<P> }) => Promise<Response> {
  return async (request, context) => {
    try {
      const key = await actorOfKey(request);
      if (!key && request.method !== "GET") refuseOtherSites(request);
      const actor = key ?? (await currentSession())?.actor;
      if (!actor) throw new AppError("unauthenticated", "Sign in first, or send a key.");
      const given =
        request.method === "GET"
          ? Object.fromEntries(new URL(request.url).searchParams)
          : await readJson(request, options.limitBytes ?? 1_000_000);
      const wrong = unstorable(given);
      if (Object.keys(wrong).length > 0) throw new AppError("invalid", "Some fields are wrong.", wrong);
      const parsed = options.input.safeParse(given);
      if (!parsed.success) throw new AppError("invalid", "Some fields are wrong.", fieldErrorsOf(parsed.error));
      const result = await options.run(actor, parsed.data, { params: await context.params, request });
      return result instanceof Response ? result : Response.json(result);
    } catch (error) {
      return errorResponse(error);
    }
  };
}
