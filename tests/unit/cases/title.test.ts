import { expect, test } from "vitest";
import { caseTitle } from "../../../lib/cases/schema";

test("a case is called by who, how much and what they said", () => {
  expect(caseTitle("Amara Okafor", 3, " We were called last,\nwith her asleep. ")).toBe(
    "Amara Okafor gave 3: We were called last, with her asleep.",
  );
  expect(caseTitle("Amara Okafor", 3, null)).toBe("Amara Okafor gave 3");
  expect(caseTitle("Amara", 0, "a".repeat(200))).toHaveLength("Amara gave 0: ".length + 80);
});
