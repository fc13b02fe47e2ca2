import { beforeAll, expect, test } from "vitest";
import type { Actor } from "../../lib/auth/actor";
import { listQuery, readListUrl } from "../../lib/customers/list-url";
import { archiveView, restoreView, saveView, updateView } from "../../lib/views/commands";
import { listViews } from "../../lib/views/queries";
import { newView, viewQuery } from "../../lib/views/schema";
import { testWorkspace } from "../support/world";

let me: Actor;
let other: Actor;
const view = (name: string, given: Record<string, unknown> = {}) =>
  newView.parse({
    page: "customers",
    name,
    query: "score=detractor&cursor=abc&saved=1&owner=all",
    isShared: false,
    ...given,
  });
const names = async (actor: Actor) => (await listViews(actor, "customers")).map(({ name }) => name);

beforeAll(async () => {
  const world = await testWorkspace();
  me = await world.as("farmer");
  other = await world.as("hunter");
});

test("a view keeps filters, order and columns, not the place in the list", async () => {
  const { id } = await saveView(me, view("Detractors"));
  expect(await listViews(me, "customers")).toMatchObject([
    { id, name: "Detractors", query: "owner=all&score=detractor", isMine: true, isShared: false },
  ]);
  expect(await listViews(me, "deals")).toEqual([]);
  await expect(saveView(me, view("detractors"))).rejects.toThrow("of this name");
});

test("one's own are one's own; shared ones are seen by all and changed by their maker", async () => {
  const id = (await listViews(me, "customers"))[0]?.id ?? "";
  expect(await names(other)).toEqual([]);
  await expect(updateView(other, { id, name: "Mine now" })).rejects.toThrow("not found");
  await updateView(me, { id, isShared: true });
  expect(await listViews(other, "customers")).toMatchObject([{ id, isMine: false, isShared: true }]);
  await expect(updateView(other, { id, name: "Mine now" })).rejects.toThrow("somebody else’s");
  await expect(archiveView(other, id)).rejects.toThrow("somebody else’s");
  await archiveView(me, id);
  expect(await names(other)).toEqual([]);
  // The name is free meanwhile, and then no longer.
  const again = await saveView(me, view("Detractors"));
  await expect(restoreView(me, id)).rejects.toThrow("of this name");
  await updateView(me, { id: again.id, name: "Others" });
  await restoreView(me, id);
  expect(await names(me)).toEqual(["Detractors", "Others"]);
});

test("a list and the view it began as are told apart only by what differs, for sellers and managers alike", () => {
  const read = (search: string, seller: boolean) => listQuery(readListUrl(new URLSearchParams(search), seller));
  expect(read("", true)).toBe("owner=mine");
  expect(read("", false)).toBe("owner=all");
  expect(read("score=detractor&owner=all&saved=01920000-0000-7000-8000-000000000000", true)).toBe(
    viewQuery("owner=all&score=detractor"),
  );
  expect(read("cols=owner,value,nonsense&attr=age:gte:30&attr=cabin:eq:Eco", false)).toBe(
    viewQuery("attr=age:gte:30&attr=cabin:eq:Eco&cols=owner,value&owner=all"),
  );
});
