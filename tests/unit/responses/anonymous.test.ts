import { describe, expect, it } from "vitest";
import { newId } from "@/lib/id";
import { anonymousId, cutToDay } from "@/lib/responses/anonymous";
import { responseListParams, responsesHref } from "@/lib/responses/list-url";

describe("an anonymous response", () => {
  it("is stored under an id that holds no time and comes out the same again", () => {
    const [workspace, id] = [newId(), newId()];
    const stored = anonymousId(workspace, id);
    expect(stored).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(anonymousId(workspace, id.toUpperCase())).toBe(stored);
    expect(anonymousId(newId(), id)).not.toBe(stored);
    expect(stored.slice(0, 8)).not.toBe(id.slice(0, 8));
  });

  it("is dated by the start of its day, also when the clocks change", () => {
    const cut = (instant: string) => cutToDay("Europe/Berlin", new Date(instant)).toISOString();
    expect(cut("2026-03-10T23:30:00Z")).toBe("2026-03-10T23:00:00.000Z");
    expect(cut("2026-03-29T12:00:00Z")).toBe("2026-03-28T23:00:00.000Z");
    expect(cut("2026-07-01T00:30:00Z")).toBe("2026-06-30T22:00:00.000Z");
  });
});

describe("the address of the responses page", () => {
  it("forgives whatever it does not understand", () => {
    expect(
      responseListParams.parse({ survey: "x", score: ["promoter", "passive"], comment: "yes", period: "" }),
    ).toEqual({
      score: "promoter",
    });
  });

  it("begins at the first page when a filter changes", () => {
    const params = responseListParams.parse({ score: "promoter", cursor: "abc" });
    expect(responsesHref(params, { comment: "1" })).toBe("/responses?score=promoter&comment=1");
    expect(responsesHref(params, { cursor: "def" })).toBe("/responses?score=promoter&cursor=def");
    expect(responsesHref({} as typeof params, {})).toBe("/responses");
  });
});
