import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jobs } from "@/app/registry";
import { openCases, resolveCase } from "@/lib/cases/commands";
import { updateCustomer } from "@/lib/customers/commands";
import { inWorkspace, transaction } from "@/lib/db";
import { createDeal } from "@/lib/deals/commands";
import { newDeal } from "@/lib/deals/schema";
import { newId } from "@/lib/id";
import { logInteraction } from "@/lib/interactions/commands";
import { newInteraction } from "@/lib/interactions/schema";
import { type JobRunner, startJobs } from "@/lib/job-runner";
import { submitResponse } from "@/lib/responses/commands";
import { createSegment } from "@/lib/segments/commands";
import { live, personalLink, publishedSurvey } from "../../support/surveys";
import { type TestWorkspace, testWorkspace } from "../../support/world";

// The whole way: somebody answers or is changed, the job runs as in the product, the membership follows.

let world: TestWorkspace;
let runner: JobRunner;
beforeAll(async () => {
  world = await testWorkspace();
  runner = await startJobs({ databaseUrl: process.env.DATABASE_URL ?? "", jobs, periodic: [] });
});
afterAll(() => runner.stop());

const SECONDS = 5;

/** The newest move of a customer, once there is one of this cause. */
async function moved(customerId: string, segmentId: string, cause: string, entered: boolean): Promise<number> {
  const begin = Date.now();
  for (;;) {
    const move = await inWorkspace(world.actor).segmentMove.findFirst({ where: { customerId, segmentId, entered } });
    if (move) {
      expect(move.cause).toBe(cause);
      const isMember = await inWorkspace(world.actor).segmentMember.findFirst({ where: { customerId, segmentId } });
      expect(isMember !== null).toBe(entered);
      return (Date.now() - begin) / 1000;
    }
    if (Date.now() - begin > SECONDS * 1000) throw new Error(`not within ${SECONDS} s: ${cause}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("membership follows within seconds", () => {
  it("an answer, an edit, a contact, a deal and a case, each with its cause", async () => {
    const { actor } = world;
    const { surveyId } = await publishedSurvey(actor);
    const { customerId, token } = await personalLink(actor, surveyId);
    const unhappy = await createSegment(actor, {
      name: "Unhappy",
      rule: { field: "lastNps", op: "below", value: 7 },
    });
    const survey = await live(token);
    const answers = { recommend: "3" };
    await submitResponse(survey.actor, survey, { responseId: newId(), answers }, new Date());
    await moved(customerId, unhappy.id, "answer", true);

    const viennese = await createSegment(actor, {
      name: "Vienna",
      rule: { field: "city", op: "is", value: ["Vienna"] },
    });
    await updateCustomer(actor, { id: customerId, city: "Vienna" });
    await moved(customerId, viennese.id, "edit", true);
    await updateCustomer(actor, { id: customerId, city: "Graz" });
    await moved(customerId, viennese.id, "edit", false);

    const called = await createSegment(actor, {
      name: "Called",
      rule: { field: "interactions", op: "atLeast", value: 1, where: { kinds: ["call"] } },
    });
    await logInteraction(actor, newInteraction.parse({ id: newId(), customerId, kind: "call" }));
    await moved(customerId, called.id, "interaction", true);

    const pipeline = await createSegment(actor, {
      name: "Pipeline",
      rule: { field: "openDealAmount", op: "above", value: 0 },
    });
    await createDeal(actor, newDeal.parse({ customerId, name: "Renewal", amount: "100" }));
    await moved(customerId, pipeline.id, "deal", true);

    const other = newId();
    await inWorkspace(actor).customer.create({ data: { workspaceId: actor.workspaceId, id: other, name: "Bea" } });
    const waiting = await createSegment(actor, {
      name: "Waiting",
      rule: { field: "openCases", op: "atLeast", value: 1 },
    });
    const [caseId] = await transaction(actor, (tx) =>
      openCases(tx, actor, [
        { title: "Lost bag", customerId: other, responseId: null, touchpointId: null, openedAt: new Date() },
      ]),
    );
    await moved(other, waiting.id, "case", true);
    await resolveCase(actor, caseId!, "Found and delivered");
    await moved(other, waiting.id, "case", false);
  });
});
