import { describe, expect, it } from "vitest";
import { inWorkspace, transaction } from "@/lib/db";
import { newId } from "@/lib/id";
import { dismissSentence, requestScan, runScan, scanNow, scanWorkspace } from "@/lib/insights/commands";
import { jobs } from "@/lib/insights/jobs";
import { getScanStates, getSentence, listSentences, scanMaterial, sentenceChoices } from "@/lib/insights/queries";
import { testWorkspace } from "../../support/world";

const NONE = {
  segmentId: null,
  touchpointId: null,
  leastN: 30,
  kind: "all",
  order: "weight",
  together: true,
  like: null,
} as const;

describe("a scan", () => {
  it("of an empty workspace ends, and lists nothing", async () => {
    const { actor, system } = await testWorkspace();
    expect(await scanMaterial(actor)).toEqual({ customers: false, answers: false });
    const { id, comparisons, listed } = await scanWorkspace(system);
    expect({ comparisons, listed }).toEqual({ comparisons: 0, listed: 0 });
    const { finished, running } = await getScanStates(actor, "all");
    expect(finished?.id).toBe(id);
    expect(running).toBeNull();
    expect(await listSentences(actor, id, NONE, 20)).toMatchObject({ sentences: [], total: 0 });
    expect(await sentenceChoices(actor, id)).toEqual({ touchpoints: [], segments: [] });
  });

  it("is asked for once while it waits, again when data changed under it, and apart for each period", async () => {
    const { actor } = await testWorkspace();
    const first = await scanNow(actor, { period: "all" });
    expect(await scanNow(actor, { period: "all" })).toBe(first);
    expect(await scanNow(actor, { period: "90d" })).not.toBe(first);
    const again = () => transaction(actor, (tx) => requestScan(tx, actor, { period: "all" }, { dataChanged: true }));
    expect(await again()).toBe(first);
    await inWorkspace(actor).insightScan.updateMany({ where: { id: first }, data: { total: 10 } });
    expect(await again()).not.toBe(first);
    expect((await getScanStates(actor, "all")).running).not.toBeNull();
  });

  it("runs as a job, more than once with the same end", async () => {
    const { actor, workspaceId } = await testWorkspace();
    const scanId = await scanNow(actor, { period: "all" });
    const run = () => jobs["insights.scan"]!({ workspaceId, scanId }, { signal: new AbortController().signal });
    await run();
    await run();
    expect((await getScanStates(actor, "all")).finished?.id).toBe(scanId);
    // Gone meanwhile: nothing to do, and nothing to try again.
    await jobs["insights.scan"]!({ workspaceId, scanId: newId() }, { signal: new AbortController().signal });
  });

  it("stops with the server, and is not marked as failed", async () => {
    const { actor, workspaceId } = await testWorkspace();
    const scanId = await scanNow(actor, { period: "all" });
    const stopping = new AbortController();
    stopping.abort();
    await expect(jobs["insights.scan"]!({ workspaceId, scanId }, { signal: stopping.signal })).rejects.toThrow(
      "starts again",
    );
    expect(await getScanStates(actor, "all")).toMatchObject({ finished: null, failed: null });
  });

  it("is for those who may, in their own workspace", async () => {
    const { as } = await testWorkspace();
    const [executive, hunter] = [await as("executive"), await as("hunter")];
    await expect(scanNow(executive, { period: "all" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(dismissSentence(hunter, "x")).rejects.toMatchObject({ code: "forbidden" });
    const other = await testWorkspace();
    const { id } = await scanWorkspace(other.system);
    const mine = await testWorkspace();
    await expect(runScan(mine.system, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(getSentence(mine.actor, id, 1)).rejects.toMatchObject({ code: "not_found" });
    await expect(dismissSentence(mine.actor, "unknown")).rejects.toMatchObject({ code: "not_found" });
  });
});
