import { beforeAll, describe, expect, it } from "vitest";
import { GET, POST } from "@/app/(public)/s/[token]/route";
import { POST as postJson } from "@/app/api/v1/links/[token]/responses/route";
import type { Actor } from "@/lib/auth/actor";
import { countAnswer } from "@/lib/auth/answer-limit";
import { inWorkspace } from "@/lib/db";
import { newId } from "@/lib/id";
import { closeLink, createLink } from "@/lib/surveys/commands";
import { personalLink, publishedSurvey } from "@/tests/support/surveys";
import { testWorkspace } from "@/tests/support/world";

const context = (token: string) => ({ params: Promise.resolve({ token }) });
const address = (token: string) => `http://localhost/s/${token}`;

const open = async (token: string) => {
  const response = await GET(new Request(address(token)), context(token));
  return { status: response.status, html: await response.text(), headers: response.headers };
};

const send = async (token: string, fields: Record<string, string>) => {
  const body = new URLSearchParams(fields).toString();
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  const response = await POST(new Request(address(token), { method: "POST", body, headers }), context(token));
  return { status: response.status, html: await response.text() };
};

const sendJson = async (token: string, body: unknown) => {
  const init = { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) };
  const response = await postJson(new Request(address(token), init), context(token));
  return { status: response.status, body: await response.json() };
};

describe("the public form", () => {
  let actor: Actor;
  beforeAll(async () => {
    actor = (await testWorkspace({ name: "Meridian & <Air>" })).actor;
  });

  it("is plain HTML that says what is promised and carries an id of its own", async () => {
    const { token, surveyId, versionId } = await publishedSurvey(actor, { about: "Your flight" });
    const page = await open(token);
    expect(page.status).toBe(200);
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page.html).toContain("Meridian &amp; &lt;Air&gt;");
    expect(page.html).toContain("Your flight");
    expect(page.html).toContain(`name="versionId" value="${versionId}"`);
    expect(page.html.match(/<input[^>]* name="q\.recommend"/g)).toHaveLength(12);
    expect(page.html).toContain("We read answers one by one");
    const id = (html: string) => /name="responseId" value="([^"]+)"/.exec(html)?.[1];
    expect(id((await open(token)).html)).not.toBe(id(page.html));
    const personal = await personalLink(actor, surveyId);
    expect((await open(personal.token)).html).toContain("kept with your name");
    const anonymous = await publishedSurvey(actor, { promise: "anonymous" });
    expect((await open(anonymous.token)).html).toContain("Your answers are anonymous.");
  });

  it("thanks by saying back what was heard, and the same when it is sent again", async () => {
    const { surveyId, versionId } = await publishedSurvey(actor);
    const { token, customerId } = await personalLink(actor, surveyId, "Amara Obi");
    const fields = { responseId: newId(), versionId, "q.recommend": "3", "q.reason": "<b>Late</b>", "q.purpose": "-" };
    const first = await send(token, fields);
    expect(first.status).toBe(200);
    expect(first.html).toContain("Thank you, Amara.");
    expect(first.html).toContain("sorry that we let you down");
    expect(first.html).toContain("&lt;b&gt;Late&lt;/b&gt;");
    expect((await send(token, { ...fields, "q.recommend": "9" })).html).toBe(first.html);
    const stored = await inWorkspace(actor).response.findMany({ where: { customerId } });
    expect(stored.map((response) => response.id)).toEqual([fields.responseId]);
  });

  it("answers a wrong field at that field, keeps what was given, and stores nothing", async () => {
    const { token, surveyId, versionId } = await publishedSurvey(actor);
    const wrong = await send(token, { responseId: newId(), versionId, "q.boarding": "9", "q.reason": "Kept words" });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('id="q.recommend-problem"');
    expect(wrong.html).toContain("Choose an answer, or");
    expect(wrong.html).toContain("Choose one of the answers shown.");
    expect(wrong.html).toContain("Kept words");
    const nothing = await send(token, { responseId: newId(), versionId, "q.recommend": "-" });
    expect(nothing.html).toContain("Answer at least one question.");
    expect(await inWorkspace(actor).response.count({ where: { surveyId } })).toBe(0);
  });

  it("tells unknown, closed and used links apart, kindly and with a status of their own", async () => {
    const { surveyId, versionId, token, linkId } = await publishedSurvey(actor);
    const unknown = await open("nosuchlinkanywhere");
    expect([unknown.status, unknown.html.includes("leads nowhere")]).toEqual([404, true]);
    expect((await send("nosuchlinkanywhere", {})).status).toBe(404);
    const personal = await personalLink(actor, surveyId);
    await send(personal.token, { responseId: newId(), versionId, "q.recommend": "8" });
    const used = await open(personal.token);
    expect([used.status, used.html.includes("already answered")]).toEqual([409, true]);
    const other = await createLink(actor, { surveyId, name: "Other" });
    const responseId = newId();
    await send(token, { responseId, versionId, "q.recommend": "8" });
    const elsewhere = await send(other.token, { responseId, versionId, "q.recommend": "8" });
    expect([elsewhere.status, elsewhere.html.includes("came another way")]).toEqual([409, true]);
    await closeLink(actor, linkId);
    const closed = await open(token);
    expect([closed.status, closed.html.includes("is closed")]).toEqual([410, true]);
    expect((await send(token, { responseId: newId(), "q.recommend": "8" })).status).toBe(410);
  });

  it("refuses a body over 64 kB by its length, and on reaching the limit", async () => {
    const { token, surveyId } = await publishedSurvey(actor);
    const declared = await send(token, { responseId: newId(), "q.recommend": "8", "q.reason": "x".repeat(70_000) });
    expect(declared.status).toBe(413);
    let sent = 0;
    const stream = new ReadableStream({
      pull(controller) {
        sent += 8192;
        controller.enqueue(new TextEncoder().encode("x".repeat(8192)));
        if (sent > 10_000_000) controller.close();
      },
    });
    const init = { method: "POST", body: stream, duplex: "half" };
    const endless = await POST(new Request(address(token), init), context(token));
    expect(endless.status).toBe(413);
    expect(sent).toBeLessThan(200_000);
    expect(await inWorkspace(actor).response.count({ where: { surveyId } })).toBe(0);
  });

  it("has a JSON door that says the same", async () => {
    const { token, surveyId } = await publishedSurvey(actor);
    const responseId = newId();
    expect(await sendJson(token, { responseId, answers: { recommend: 9 } })).toEqual({
      status: 201,
      body: { responseId, again: false },
    });
    expect((await sendJson(token, { responseId, answers: { recommend: 9 } })).status).toBe(200);
    expect((await sendJson(token, "{")).status).toBe(422);
    expect((await sendJson("nosuchlinkanywhere", {})).status).toBe(404);
    expect((await sendJson(token, "x".repeat(70_000))).status).toBe(413);
    const wrong = await sendJson(token, { responseId: newId(), answers: { boarding: 9, colour: "red" } });
    expect(wrong.status).toBe(422);
    expect(Object.keys(wrong.body.error.fields).sort()).toEqual([
      "answers.boarding",
      "answers.colour",
      "answers.recommend",
    ]);
    const shape = await sendJson(token, { responseId: "1", answers: [] });
    expect(Object.keys(shape.body.error.fields).sort()).toEqual(["answers", "responseId"]);
    expect(await inWorkspace(actor).response.count({ where: { surveyId } })).toBe(1);
  });

  it("takes so many answers a minute from one address through an open link, and any through personal ones", async () => {
    const { token, surveyId } = await publishedSurvey(actor);
    const personal = await personalLink(actor, surveyId, "Ines Roth");
    const from = async (where: string, at: string) => {
      const body = new URLSearchParams({ "q.recommend": "9" }).toString();
      const headers = { "Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": where };
      return (await POST(new Request(address(at), { method: "POST", body, headers }), context(at))).status;
    };
    const noisy = "203.0.113.7";
    const now = Date.now();
    while (countAnswer(noisy, now, 600)) {}
    if (Math.floor(Date.now() / 60_000) !== Math.floor(now / 60_000)) while (countAnswer(noisy, Date.now(), 600)) {}
    // Whatever the visitor wrote before it: the address our proxy saw stands at the end.
    expect(await from(`10.0.0.1, ${noisy}`, token)).toBe(429);
    expect(await from("203.0.113.8", token)).toBe(200);
    expect(await from(noisy, personal.token)).toBe(200);
    const init = { method: "POST", body: "{}", headers: { "X-Forwarded-For": noisy } };
    const json = await postJson(new Request(address(token), init), context(token));
    expect([json.status, await json.json()]).toMatchObject([429, { error: { code: "too_many" } }]);
    expect(await inWorkspace(actor).response.count({ where: { surveyId } })).toBe(2);
    // The next minute begins anew; 0 is no limit.
    expect(countAnswer(noisy, Date.now() + 60_000, 600)).toBe(true);
    expect(countAnswer(noisy, now, 0)).toBe(true);
  });
});
