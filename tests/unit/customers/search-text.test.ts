import { describe, expect, it } from "vitest";
import { foldText, searchPatterns, searchTextOf } from "../../../lib/customers/search-text";

describe("foldText", () => {
  it("takes accents and case off, also of letters that do not decompose", () => {
    expect(foldText("  Łódź  Ørsted ")).toBe("lodz orsted");
    expect(foldText("Straße Æther Đorđe")).toBe("strasse aether dorde");
  });
});

describe("searchTextOf", () => {
  it("begins with the name and keeps a phone number as digits", () => {
    expect(
      searchTextOf({
        name: "Kita-Verbund Süd",
        email: "Info@Kita.example",
        phone: "+49 (40) 123-45",
        externalId: "K 7",
      }),
    ).toBe("kita-verbund sud info@kita.example 494012345 k 7");
  });
  it("leaves out what is missing", () => {
    expect(searchTextOf({ name: "Ana", email: null, phone: "", externalId: null })).toBe("ana");
  });
});

describe("searchPatterns", () => {
  it("looks for every word anywhere", () => {
    expect(searchPatterns("Müller Berg")).toEqual([["%muller%"], ["%berg%"]]);
  });
  it("looks for one or two letters only where a word begins", () => {
    expect(searchPatterns("Li")).toEqual([["li%", "% li%"]]);
  });
  it("reads a phone number however it is spaced", () => {
    expect(searchPatterns("+49 (40) 12")).toEqual([["%494012%", "%+49 (40) 12%"]]);
  });
  it("takes % and _ as they are written", () => {
    expect(searchPatterns("100%_")).toEqual([["%100\\%\\_%"]]);
  });
  it("asks for nothing without words, and never for more than six", () => {
    expect(searchPatterns("   ")).toEqual([]);
    expect(searchPatterns("a b c d e f g h")).toHaveLength(6);
  });
});
