import { describe, expect, it } from "vitest";
import {
  archiveChannel,
  archiveTouchpoint,
  createChannel,
  createTouchpoint,
  moveTouchpoint,
  renameChannel,
  restoreTouchpoint,
  updateTouchpoint,
} from "@/lib/catalogue/commands";
import { listCatalogueChoices, listChannels, listTouchpoints } from "@/lib/catalogue/queries";
import { createLink } from "@/lib/surveys/commands";
import { publishedSurvey } from "@/tests/support/surveys";
import { testWorkspace } from "@/tests/support/world";

describe("the catalogue", () => {
  it("keeps touchpoints in order, with controller and channels", async () => {
    const { actor, as } = await testWorkspace();
    const mail = await createChannel(actor, { name: "E-mail" });
    const app = await createChannel(actor, { name: "App" });
    const ids = [];
    for (const name of ["Search", "Boarding", "Landing"]) {
      ids.push((await createTouchpoint(actor, { name, controller: "firm", channelIds: [mail.id, app.id] })).id);
    }
    await moveTouchpoint(actor, ids[2]!, -1);
    const names = async () => (await listTouchpoints(actor)).map((touchpoint) => touchpoint.name);
    expect(await names()).toEqual(["Search", "Landing", "Boarding"]);
    await updateTouchpoint(actor, ids[0]!, { name: "Finding us", controller: "public", channelIds: [app.id] });
    expect((await listTouchpoints(actor))[0]).toMatchObject({
      name: "Finding us",
      controller: "public",
      channels: [{ id: app.id, name: "App" }],
      items: 0,
      answers: 0,
    });
    await archiveTouchpoint(actor, ids[1]!);
    expect(await names()).toEqual(["Finding us", "Landing"]);
    await restoreTouchpoint(actor, ids[1]!);
    expect(await names()).toHaveLength(3);
    await expect(createTouchpoint(actor, { name: "Landing", controller: "firm" })).rejects.toMatchObject({
      fieldErrors: { name: "This name is taken." },
    });
    await renameChannel(actor, mail.id, "Mail");
    expect((await listChannels(actor)).map(({ name, touchpoints }) => [name, touchpoints])).toEqual([
      ["App", 3],
      ["Mail", 2],
    ]);
    const executive = await as("executive");
    await expect(createChannel(executive, { name: "x" })).rejects.toMatchObject({ code: "forbidden" });
    expect((await listCatalogueChoices(executive)).channels).toHaveLength(2);
  });

  it("keeps a channel that open links use, and finds an archived one again by its name", async () => {
    const { actor } = await testWorkspace();
    const { id } = await createChannel(actor, { name: "Gate" });
    const { surveyId } = await publishedSurvey(actor);
    await createLink(actor, { surveyId, name: "Gate 4", channelId: id });
    await expect(archiveChannel(actor, id)).rejects.toMatchObject({ code: "conflict" });
    const other = await createChannel(actor, { name: "Fax" });
    await archiveChannel(actor, other.id);
    expect((await listChannels(actor)).map((channel) => channel.name)).toEqual(["Gate"]);
    expect(await createChannel(actor, { name: "Fax" })).toEqual({ id: other.id });
  });

  it("does not reach into another workspace", async () => {
    const { actor } = await testWorkspace();
    const { id } = await createTouchpoint(actor, { name: "Boarding", controller: "firm" });
    const channel = await createChannel(actor, { name: "App" });
    const stranger = (await testWorkspace()).actor;
    await expect(archiveTouchpoint(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(moveTouchpoint(stranger, id, 1)).rejects.toMatchObject({ code: "not_found" });
    await expect(renameChannel(stranger, channel.id, "x")).rejects.toMatchObject({ code: "not_found" });
    await expect(
      createTouchpoint(stranger, { name: "x", controller: "firm", channelIds: [channel.id] }),
    ).rejects.toMatchObject({ fieldErrors: { channelIds: "A channel was not found." } });
    expect(await listTouchpoints(stranger)).toEqual([]);
  });
});
