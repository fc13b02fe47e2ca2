import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "../../lib/paging";

test("a cursor comes back as it was, and is safe in a URL", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 200, unit: "grapheme" }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constant(null),
      ),
      fc.uuid(),
      fc.constantFrom("after" as const, "before" as const),
      (value, id, direction) => {
        const text = encodeCursor({ value, id, direction });
        expect(text).toMatch(/^[\w-]+$/);
        const back = decodeCursor(text);
        expect(back).toEqual({ value: Object.is(value, -0) ? 0 : value, id, direction });
      },
    ),
    { seed: 20261121 },
  );
});

test("anything else is no cursor", () => {
  const wrong = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  for (const text of [
    undefined,
    null,
    "",
    "nonsense",
    "x".repeat(2000),
    wrong(null),
    wrong({}),
    wrong([1, "name"]),
    wrong([1, "name", "no id"]),
    wrong([1, { $gt: "" }, "0198f1c2-0000-7000-8000-000000000000"]),
    wrong([1, "x".repeat(501), "0198f1c2-0000-7000-8000-000000000000"]),
  ]) {
    expect(decodeCursor(text), String(text)).toBeNull();
  }
});
