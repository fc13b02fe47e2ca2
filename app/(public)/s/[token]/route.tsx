import { PublicDocument } from "@/components/surveys/public/document";
import { Notice } from "@/components/surveys/public/notice";
import { htmlResponse, thanksResponse } from "@/components/surveys/public/render";
import { keyOfField, type PromiseKind, problemText, SurveyForm } from "@/components/surveys/public/survey-form";
import { publicWords } from "@/components/surveys/public/words";
import { mayAnswer } from "@/lib/auth/answer-limit";
import { readBody } from "@/lib/auth/route";
import { isAppError } from "@/lib/errors";
import { newId } from "@/lib/id";
import { submitResponse } from "@/lib/responses/commands";
import { type AnswerProblems, submission } from "@/lib/responses/schema";
import { type LiveSurvey, type LiveVersion, liveSurvey } from "@/lib/surveys/live-survey-sql";

/** Largest body of an answered survey, in bytes. */
const LIMIT_BYTES = 64 * 1024;

type Context = { params: Promise<{ token: string }> };
type Said = "unknown" | "closed" | "used" | "other_link" | "unknown_version" | "not_saved" | "too_large" | "too_many";

const STATUS: Record<Said, number> = {
  unknown: 404,
  closed: 410,
  used: 409,
  other_link: 409,
  unknown_version: 409,
  not_saved: 503,
  too_large: 413,
  too_many: 429,
};

function say(what: Said, survey: LiveSurvey | null): Promise<Response> {
  const words = publicWords();
  const workspace = survey?.workspace.name ?? "";
  const title = words(`${what}.title`);
  const canReopen = survey !== null && (what === "other_link" || what === "unknown_version");
  const again = canReopen ? { again: { href: `/s/${survey.token}`, label: words("again") } } : {};
  return htmlResponse(
    <PublicDocument title={title} brandColor={survey?.workspace.brandColor ?? ""} workspaceName={workspace}>
      <Notice title={title} text={words(`${what}.text`, { workspace })} {...again} />
    </PublicDocument>,
    STATUS[what],
  );
}

const promiseOf = (survey: LiveSurvey, version: LiveVersion): PromiseKind =>
  version.promise === "anonymous" ? "anonymous" : survey.personal ? "personal" : "known";

function form(
  survey: LiveSurvey,
  version: LiveVersion,
  responseId: string,
  wrong?: { given: Record<string, string>; problems: AnswerProblems },
): Promise<Response> {
  const words = publicWords();
  const { name, brandColor } = survey.workspace;
  const { questions, about } = version.definition;
  const byKey = new Map(questions.map((question) => [question.key, question]));
  const problems = Object.fromEntries(
    Object.entries(wrong?.problems ?? {}).map(([key, problem]) => [key, problemText(words, problem, byKey.get(key))]),
  );
  return htmlResponse(
    <PublicDocument title={words("by", { workspace: name })} brandColor={brandColor} workspaceName={name}>
      <main>
        <h1 className="wm-hidden">{words("by", { workspace: name })}</h1>
        <SurveyForm
          words={words}
          workspaceName={name}
          about={about}
          promise={promiseOf(survey, version)}
          questions={questions}
          sent={{ responseId, versionId: version.id }}
          given={wrong?.given ?? {}}
          problems={problems}
        />
      </main>
    </PublicDocument>,
    wrong ? 422 : 200,
  );
}

/** The survey, or why there is none. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const survey = await liveSurvey((await params).token);
  if (!survey) return say("unknown", null);
  if (survey.state !== "open" || !survey.version) return say(survey.state === "used" ? "used" : "closed", survey);
  return form(survey, survey.version, newId());
}

/** The answers of a form, committed before the thanks. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const survey = await liveSurvey((await params).token);
  if (!survey) return say("unknown", null);
  if (Number(request.headers.get("content-length") ?? 0) > LIMIT_BYTES) return say("too_large", survey);
  if (!survey.personal && !mayAnswer(request)) return say("too_many", survey);
  let fields: URLSearchParams;
  try {
    fields = new URLSearchParams(new TextDecoder().decode(await readBody(request, LIMIT_BYTES)));
  } catch (error) {
    if (isAppError(error) && error.code === "too_large") return say("too_large", survey);
    throw error;
  }
  const answers: Record<string, string> = {};
  for (const [field, value] of fields) {
    const key = keyOfField(field);
    if (key !== null) answers[key] = value;
  }
  // A page that lost its hidden fields still gets its answers kept, once per sending.
  const parsed = submission.safeParse({
    responseId: fields.get("responseId") || newId(),
    versionId: fields.get("versionId") || undefined,
    answers,
  });
  if (!parsed.success) return say("unknown_version", survey);
  const result = await submitResponse(survey.actor, survey, parsed.data, new Date());
  if (!result.ok) {
    return result.why === "wrong"
      ? form(survey, result.version, parsed.data.responseId, { given: answers, problems: result.problems })
      : say(result.why, survey);
  }
  const words = publicWords();
  return thanksResponse({
    title: words("thanks.title"),
    brandColor: survey.workspace.brandColor,
    workspaceName: survey.workspace.name,
    words,
    definition: result.version.definition,
    answers: result.answers,
    firstName: result.version.promise === "identified" ? (survey.personal?.firstName ?? null) : null,
  });
}
