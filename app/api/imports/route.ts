import { currentSession } from "@/lib/auth/doors";
import { errorResponse, refuseOtherSites } from "@/lib/auth/route";
import { AppError } from "@/lib/errors";
import { receiveFile } from "@/lib/imports/commands";

/** Takes in a file as the raw body of the request; its name stands in x-file-name, percent-encoded. Answers { id }. */
export async function POST(request: Request): Promise<Response> {
  try {
    refuseOtherSites(request);
    const session = await currentSession();
    if (!session)
      return Response.json({ error: { code: "unauthenticated", message: "Sign in first." } }, { status: 401 });
    const length = request.headers.get("content-length");
    const declaredBytes = length !== null && /^\d{1,15}$/.test(length) ? Number(length) : null;
    return Response.json(
      await receiveFile(session.actor, { name: fileName(request), declaredBytes, body: request.body }),
      { status: 201 },
    );
  } catch (error) {
    // The sender went away: there is nobody to answer, and nothing was kept.
    if (request.signal.aborted) return errorResponse(new AppError("invalid", "The upload was cut off. Try again."));
    return errorResponse(error);
  }
}

function fileName(request: Request): string {
  const given = request.headers.get("x-file-name") ?? "";
  try {
    return decodeURIComponent(given);
  } catch {
    return given;
  }
}
