// B1: survey answers over HTTP, committed before they are acknowledged, against a bare route of the same framework that
// checks the same body and touches no database (bench/bare).
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { systemActor } from "../lib/auth/actor";
import { inWorkspace, Prisma, rows, transaction } from "../lib/db";
import { newId } from "../lib/id";
import { recountRollups } from "../lib/responses/rollups-sql";
import { createLink, createSurvey, publishSurvey, updateDraft } from "../lib/surveys/commands";
import { newQuestion } from "../lib/surveys/templates";
import { buildIsStale, serverFolder } from "../scripts/build.mjs";
import { QUESTIONS } from "./bare/definition";
import { connected } from "./lib/database";
import { type LoadRequest, load } from "./lib/load";
import { spread } from "./lib/measure";
import { start } from "./lib/server";
import type { Bench, BenchContext, BenchRow } from "./lib/types";

const CONNECTIONS = 64;
const POOL = 5;
const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";

function buildBare(root: string): string {
  const folder = path.join(root, "bench/bare");
  const standalone = path.join(folder, ".next/standalone/bench/bare");
  const result = spawnSync(process.execPath, [path.join(root, "node_modules/next/dist/bin/next"), "build"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (result.status !== 0) throw new Error(`The bare server could not be built:\n${result.stdout}${result.stderr}`);
  return standalone;
}

type World = { workspaceId: string; surveyId: string; token: string };

/** A workspace with one published survey of five questions, an open link, and so many customers with a link of their own. */
async function makeWorld(context: BenchContext, personal: number): Promise<World> {
  const workspaceId = newId();
  const actor = systemActor(workspaceId, "bench");
  const db = inWorkspace(actor);
  await db.workspace.create({ data: { id: workspaceId, name: "Bench" } });
  const channelId = newId();
  await db.channel.create({ data: { workspaceId, id: channelId, name: "Web" } });
  const touchpoints = QUESTIONS.map(({ key }, position) => ({ workspaceId, id: newId(), name: key, position }));
  await db.touchpoint.createMany({ data: touchpoints });
  const { id: surveyId } = await createSurvey(actor, { name: "Bench", template: "empty" });
  await updateDraft(actor, {
    id: surveyId,
    name: "Bench",
    draft: {
      about: "",
      thanks: "",
      promise: "identified",
      questions: QUESTIONS.map(({ key, kind }, index) =>
        newQuestion(kind, key, { label: key, touchpointId: kind === "nps" ? null : (touchpoints[index]?.id ?? null) }),
      ),
    },
  });
  await publishSurvey(actor, surveyId);
  const { token } = await createLink(actor, { surveyId, name: "Open", channelId });
  await connected(context.ownerUrl, async (client) => {
    await client.query(
      `insert into customers (workspace_id, id, name) select $1, gen_random_uuid(), 'Customer ' || g from generate_series(1, $2) g`,
      [workspaceId, personal],
    );
    await client.query(
      `with made as (
         insert into survey_links (workspace_id, id, survey_id, name, token, channel_id, customer_id)
         select $1, gen_random_uuid(), $2, 'Personal', replace(gen_random_uuid()::text, '-', ''), $3, id
           from customers where workspace_id = $1 returning id, token)
       insert into public_tokens (token_hash, workspace_id, purpose, target_id)
       select encode(sha256(token::bytea), 'hex'), $1, 'survey_link', id from made`,
      [workspaceId, surveyId, channelId],
    );
    await client.query("analyze");
  });
  return { workspaceId, surveyId, token };
}

/** Answers that differ from one response to the next, and the same from run to run. */
function answersOf(index: number): Record<string, number> {
  return Object.fromEntries(
    QUESTIONS.map(({ key, kind }, question) => {
      const chance = (index * 7919 + question * 104_729) >>> 0;
      return [key, kind === "nps" ? chance % 11 : 1 + (chance % 5)];
    }),
  );
}

let made = 0;
function formRequest(where: string): LoadRequest {
  const id = newId();
  const body = new URLSearchParams({ responseId: id });
  for (const [key, value] of Object.entries(answersOf(made++))) body.set(`q.${key}`, String(value));
  return { id, path: where, contentType: FORM, body: body.toString() };
}
function jsonRequest(where: string): LoadRequest {
  const id = newId();
  return {
    id,
    path: where,
    contentType: JSON_TYPE,
    body: JSON.stringify({ responseId: id, answers: answersOf(made++) }),
  };
}

type Kept = { rollups: string; experience: string; responses: number; answers: number };

async function keptOf({ workspaceId }: World): Promise<Kept> {
  const who = { workspaceId };
  const db = inWorkspace(who);
  const [rollups] = await rows<{ all: string | null }>(
    db,
    who,
    (w) => Prisma.sql`select string_agg(r::text, ',' order by item_id, dimension, member_id, day) as all
                        from answer_rollups r where workspace_id = ${w} and n <> 0`,
  );
  const [experience] = await rows<{ all: string | null }>(
    db,
    who,
    (w) => Prisma.sql`select string_agg(x::text, ',' order by customer_id) as all
                        from customer_experience x where workspace_id = ${w} and responses > 0`,
  );
  const hash = (text: string | null | undefined) =>
    createHash("sha256")
      .update(text ?? "")
      .digest("hex");
  return {
    rollups: hash(rollups?.all),
    experience: hash(experience?.all),
    responses: await db.response.count(),
    answers: await db.answer.count(),
  };
}

export const run: Bench = async (context) => {
  if (!existsSync(path.join(serverFolder, "server.js"))) throw new Error("Nothing was built yet: npm run build");
  if (buildIsStale()) context.say("the build is older than the sources: npm run build makes a new one");
  const seconds = context.size === "full" ? 6 : 1.5;
  const rounds = context.size === "full" ? 5 : 1;
  const personalLinks = context.size === "full" ? 60_000 : 3_000;
  context.say("building the bare server");
  const bareFolder = buildBare(context.root);
  const world = await makeWorld(context, personalLinks);
  const tokens = (
    await inWorkspace(world).surveyLink.findMany({ where: { customerId: { not: null } }, select: { token: true } })
  ).map(({ token }) => token);

  const bare = await start(bareFolder, {}, "/form");
  const product = await start(
    serverFolder,
    {
      DATABASE_URL: context.appUrl,
      DATABASE_OWNER_URL: context.ownerUrl,
      DATABASE_POOL: String(POOL),
      // All of them come from one address here.
      ANSWERS_PER_MINUTE: "0",
      AUTH_SECRET: "a secret for benches, thirty-two characters",
      LOG_LEVEL: "error",
    },
    "/api/health",
  );
  const acknowledged: string[] = [];
  let lost = 0;
  let refused = 0;
  let personalNext = 0;

  const kinds: { what: string; ours: () => LoadRequest | null; bare: () => LoadRequest }[] = [
    {
      what: "an answer through the public form",
      ours: () => formRequest(`/s/${world.token}`),
      bare: () => formRequest("/form"),
    },
    {
      what: "an answer through the API",
      ours: () => jsonRequest(`/api/v1/links/${world.token}/responses`),
      bare: () => jsonRequest("/json"),
    },
    {
      what: "an answer through a customer's own link, with their experience row",
      ours: () => (personalNext < tokens.length ? formRequest(`/s/${tokens[personalNext++]}`) : null),
      bare: () => formRequest("/form"),
    },
  ];
  const results: BenchRow[] = [];
  try {
    for (const kind of kinds) {
      const ours: number[] = [];
      const theirs: number[] = [];
      const ratios: number[] = [];
      let p99 = 0;
      for (let round = -1; round < rounds; round++) {
        const options = { connections: CONNECTIONS, seconds: round < 0 ? Math.min(seconds, 2) : seconds };
        const one = await load(product.port, kind.ours, options);
        const other = await load(bare.port, kind.bare, options);
        acknowledged.push(...one.acknowledged);
        lost += one.lost;
        for (const [status, n] of Object.entries(one.statuses)) if (Number(status) >= 300) refused += n;
        const rate = one.acknowledged.length / one.seconds;
        const limit = other.acknowledged.length / other.seconds;
        if (round < 0) continue;
        ours.push(rate);
        theirs.push(limit);
        ratios.push(rate / limit);
        p99 = Math.max(p99, one.p99);
      }
      const ratio = spread(ratios);
      results.push({
        id: "B1",
        what: kind.what,
        size: `${CONNECTIONS} connections, ${QUESTIONS.length} answers each, a pool of ${POOL}`,
        ours: `${spread(ours).median.toFixed(0)}/s`,
        against: `${spread(theirs).median.toFixed(0)}/s by a bare route that checks the same body`,
        ratio,
        goal: context.size === "full" ? "≥ 0.6×" : "",
        met: context.size === "full" ? ratio.median >= 0.6 : null,
        note: `99 of 100 within ${p99.toFixed(0)} ms`,
      });
      context.say(`${kind.what}: done`);
    }
    // Every acknowledged response is there, once, and everything kept beside the answers is what a recount gives.
    const stored = new Set(
      (
        await rows<{ id: string }>(
          inWorkspace(world),
          world,
          (w) => Prisma.sql`select id::text from responses where workspace_id = ${w}`,
        )
      ).map(({ id }) => id),
    );
    const missing = acknowledged.filter((id) => !stored.has(id)).length;
    const kept = await keptOf(world);
    await transaction(world, (tx) => recountRollups(tx, world), { timeoutMs: 600_000 });
    const recounted = await keptOf(world);
    const isExact = kept.rollups === recounted.rollups && kept.experience === recounted.experience;
    const isAll = missing === 0 && lost === 0 && refused === 0 && new Set(acknowledged).size === acknowledged.length;
    results.push({
      id: "B1",
      what: "acknowledged answers that are missing, lost connections and refusals",
      size: `${acknowledged.length.toLocaleString("en")} responses, a pool of ${POOL}`,
      ours: `${missing} missing, ${lost} lost, ${refused} refused`,
      against: `${kept.responses.toLocaleString("en")} stored, ${kept.answers.toLocaleString("en")} answers`,
      ratio: spread([missing + lost + refused]),
      goal: "0",
      met: isAll,
      note: isExact
        ? "roll-ups and experience rows equal a recount"
        : "roll-ups or experience rows DIFFER from a recount",
    });
    if (!isExact) throw new Error("Roll-ups or experience rows differ from a recount.");
    return results;
  } finally {
    bare.process.kill("SIGKILL");
    product.process.kill("SIGTERM");
  }
};
