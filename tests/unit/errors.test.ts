import { describe, expect, test } from "vitest";
import { AppError, conflict, type ErrorCode, invalid, isAppError, notFound } from "../../lib/errors";

describe("errors for people", () => {
  test("carry a sentence, the fields it is about, and a status", () => {
    const codes: [ErrorCode, number][] = [
      ["not_found", 404],
      ["forbidden", 403],
      ["invalid", 422],
      ["conflict", 409],
      ["too_large", 413],
      ["too_many", 429],
      ["unavailable", 503],
    ];
    for (const [code, status] of codes) expect(new AppError(code, "A sentence.").status).toBe(status);
    expect(notFound("This customer")).toMatchObject({ code: "not_found", message: "This customer was not found." });
    expect(invalid("Check this.", { name: "Missing." })).toMatchObject({
      code: "invalid",
      fieldErrors: { name: "Missing." },
    });
    expect(conflict("Taken.")).toMatchObject({ code: "conflict", fieldErrors: {} });
  });

  test("are known across copies of the module, and nothing else is taken for one", () => {
    class AppErrorOfAnotherBundle extends Error {
      override name = "AppError";
      code = "not_found";
      fieldErrors = {};
    }
    expect(isAppError(new AppErrorOfAnotherBundle("x"))).toBe(true);
    expect(isAppError(notFound())).toBe(true);
    expect(isAppError(new Error("x"))).toBe(false);
    expect(isAppError({ name: "AppError", code: "not_found", fieldErrors: {} })).toBe(false);
    expect(isAppError(null)).toBe(false);
  });
});
