import { describe, expect, it } from "vitest";
import { provenEmail } from "@/lib/auth/oidc";

const email = "ada@example.com";

describe("an address from single sign-on", () => {
  it.each([
    [{ email_verified: true }, email],
    [{ email_verified: "true" }, email],
    [{ email_verified: false }, null],
    [{ email_verified: "false" }, null],
    [{}, null],
    [{ email_verified: null }, null],
  ])("of %o is proved only by the provider's word", (claims, proven) => {
    expect(provenEmail({ sub: "1", email, ...claims }, false)).toBe(proven);
    expect(provenEmail({ sub: "1", email, ...claims }, true)).toBe(email);
  });

  it("is none without one", () => {
    expect(provenEmail({ sub: "1" }, true)).toBeNull();
    expect(provenEmail({ sub: "1", email: "", email_verified: true }, true)).toBeNull();
  });
});
