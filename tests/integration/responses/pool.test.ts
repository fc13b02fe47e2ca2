import { expect, it } from "vitest";
import { inWorkspace, transaction } from "@/lib/db";
import { newId } from "@/lib/id";
import { submitResponse } from "@/lib/responses/commands";
import { recountRollups } from "@/lib/responses/rollups-sql";
import { live, personalLink, publishedSurvey } from "@/tests/support/surveys";
import { testWorkspace } from "@/tests/support/world";

// Read when the first connection is made. A submission that asked for a second one inside its transaction would hang here.
process.env.DATABASE_POOL = "2";

it("64 submissions at once in three workspaces are all stored with a pool of two connections", async () => {
  const worlds = await Promise.all(
    [0, 1, 2].map(async () => {
      const { actor } = await testWorkspace();
      const survey = await publishedSurvey(actor);
      const personal = await personalLink(actor, survey.surveyId);
      return { actor, ...survey, personal };
    }),
  );
  const results = await Promise.all(
    Array.from({ length: 64 }, async (_, i) => {
      const world = worlds[i % worlds.length]!;
      const survey = await live(i < worlds.length ? world.personal.token : world.token);
      return submitResponse(
        survey.actor,
        survey,
        { responseId: newId(), answers: { recommend: i % 11, boarding: 1 + (i % 5) } },
        new Date(),
      );
    }),
  );
  expect(results.filter((result) => result.ok)).toHaveLength(64);
  let stored = 0;
  for (const { actor } of worlds) {
    const db = inWorkspace(actor);
    stored += await db.response.count();
    const cells = () =>
      db.answerRollup.findMany({ orderBy: [{ itemId: "asc" }, { dimension: "asc" }, { memberId: "asc" }] });
    const kept = await cells();
    await transaction(actor, (tx) => recountRollups(tx, actor));
    expect(await cells()).toEqual(kept);
  }
  expect(stored).toBe(64);
});
