import { describe, expect, it } from "vitest";
import { type AttributeDefinition, readAttributes } from "../../../lib/customers/attributes";
import { listHref } from "../../../lib/customers/list-url";
import { customerChanges, customerListParams, newContact, newCustomer } from "../../../lib/customers/schema";

const ID = "019a8f00-0000-7000-8000-000000000001";
const definition = (key: string, kind: AttributeDefinition["kind"], options: string[] = []): AttributeDefinition => ({
  id: ID,
  key,
  label: key,
  kind,
  options,
  unit: "",
});
const DEFINITIONS = [
  definition("note", "text"),
  definition("age", "number"),
  definition("member", "boolean"),
  definition("joined", "date"),
  definition("cabin", "choice", ["Eco", "Business"]),
  definition("spent", "money"),
];

describe("newCustomer", () => {
  it("gathers attributes of a form and turns empty fields into none", () => {
    const parsed = newCustomer.parse({
      name: " Ana ",
      email: "",
      phone: " ",
      "attributes.age": "41",
      tags: "vip, , vip",
    });
    expect(parsed).toMatchObject({ name: "Ana", email: null, phone: null, tags: ["vip"], attributes: { age: "41" } });
  });
  it.each([
    [{ name: "" }, "name"],
    [{ name: "Ana", email: "ana" }, "email"],
    [{ name: "Ana", phone: "call me" }, "phone"],
    [{ name: "Ana", kind: "robot" }, "kind"],
  ])("refuses %j at its field", (given, field) => {
    const result = newCustomer.safeParse(given);
    expect(result.error?.issues[0]?.path[0]).toBe(field);
  });
});

describe("customerChanges", () => {
  it("keeps what is not given apart from what is emptied", () => {
    expect(customerChanges.parse({ id: ID, city: "" })).toEqual({ id: ID, city: null });
  });
});

describe("newContact", () => {
  it("keeps influence as a share", () => {
    expect(newContact.parse({ customerId: ID, name: "Ana", influence: "60" }).influence).toBe(0.6);
    expect(newContact.parse({ customerId: ID, name: "Ana", influence: "" }).influence).toBeNull();
    expect(newContact.safeParse({ customerId: ID, name: "Ana", influence: "160" }).success).toBe(false);
  });
});

describe("readAttributes", () => {
  it("types every kind", () => {
    const { values, errors } = readAttributes(DEFINITIONS, {
      note: " likes aisle ",
      age: "41,5",
      member: "on",
      joined: "2026-02-28",
      cabin: "Eco",
      spent: "1 234.50",
    });
    expect(errors).toEqual({});
    expect(values).toEqual({
      note: "likes aisle",
      age: 41.5,
      member: true,
      joined: "2026-02-28",
      cabin: "Eco",
      spent: 123_450,
    });
  });
  it("removes what is empty", () => {
    expect(readAttributes(DEFINITIONS, { age: "", cabin: null }).values).toEqual({ age: null, cabin: null });
  });
  it("says what is wrong at each field", () => {
    const { errors } = readAttributes(DEFINITIONS, {
      age: "old",
      member: "maybe",
      joined: "2026-02-30",
      cabin: "First",
      spent: "much",
      unknown: "1",
    });
    expect(Object.keys(errors).sort()).toEqual([
      "attributes.age",
      "attributes.cabin",
      "attributes.joined",
      "attributes.member",
      "attributes.spent",
      "attributes.unknown",
    ]);
  });
});

describe("the list's address", () => {
  const parse = (query: string) => {
    const url = new URLSearchParams(query);
    return customerListParams.parse(
      Object.fromEntries(
        [...new Set(url.keys())].map((key) => [key, url.getAll(key).length > 1 ? url.getAll(key) : url.get(key)]),
      ),
    );
  };
  it("takes wrong values as not given", () => {
    expect(parse("owner=me&kind=robot&sort=shoe&dir=up&segment=1&score=9&attr=age")).toMatchObject({
      owner: undefined,
      kind: undefined,
      sort: "name",
      dir: undefined,
      segment: undefined,
      score: undefined,
      attr: [],
    });
  });
  it("survives being written and read again", () => {
    const query = `q=ana&owner=mine&kind=company&lifecycle=lost&tag=vip&segment=${ID}&score=none&attr=age%3Agte%3A30&attr=city%3Aeq%3AA%3AB&archived=1&sort=value&dir=asc`;
    const params = parse(query);
    const href = listHref(params, {}, false);
    expect(parse(href.split("?")[1] ?? "")).toEqual(params);
  });
  it("leaves out what is usual and goes back to the first page on a change", () => {
    const params = parse("owner=mine&cursor=abc&q=x");
    expect(listHref(params, { q: undefined }, true)).toBe("/customers");
    expect(listHref(params, { owner: "all" }, true)).toBe("/customers?q=x&owner=all");
  });
});
