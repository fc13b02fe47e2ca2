import { problemText } from "@/components/surveys/public/survey-form";
import { publicWords } from "@/components/surveys/public/words";
import { fieldErrorsOf } from "@/lib/auth/action";
import { mayAnswer } from "@/lib/auth/answer-limit";
import { errorResponse, readJson } from "@/lib/auth/route";
import { AppError, conflict, invalid } from "@/lib/errors";
import { submitResponse } from "@/lib/responses/commands";
import { submission } from "@/lib/responses/schema";
import { type LiveSurvey, liveSurvey } from "@/lib/surveys/live-survey-sql";

const LIMIT_BYTES = 64 * 1024;

type Context = { params: Promise<{ token: string }> };

async function surveyOf(params: Context["params"]): Promise<LiveSurvey> {
  const survey = await liveSurvey((await params).token);
  if (!survey) throw new AppError("not_found", "There is no survey at this link.");
  return survey;
}

/** The questions behind a link, for programs that ask them in their own way. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  try {
    const survey = await surveyOf(params);
    if (survey.state !== "open" || !survey.version) return errorResponse(conflict("This link takes no answers now."));
    const { id, promise, definition } = survey.version;
    return Response.json({
      versionId: id,
      promise,
      about: definition.about,
      questions: definition.questions.map(
        ({ key, kind, label, help, required, notSay, scaleMin, scaleMax, lowLabel, highLabel, options }) => ({
          key,
          kind,
          label,
          help,
          required,
          mayDecline: notSay,
          scaleMin,
          scaleMax,
          lowLabel,
          highLabel,
          options,
        }),
      ),
    });
  } catch (error) {
    return errorResponse(error);
  }
}

/** One answered survey as JSON. 201 when stored now, 200 when this response was stored before. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  try {
    const survey = await surveyOf(params);
    if (!survey.personal && !mayAnswer(request)) {
      throw new AppError("too_many", publicWords()("too_many.text"));
    }
    const parsed = submission.safeParse(await readJson(request, LIMIT_BYTES));
    if (!parsed.success) throw invalid("Some fields are wrong.", fieldErrorsOf(parsed.error));
    const result = await submitResponse(survey.actor, survey, parsed.data, new Date());
    if (result.ok) {
      const { responseId } = parsed.data;
      return Response.json({ responseId, again: result.again }, { status: result.again ? 200 : 201 });
    }
    const words = publicWords();
    if (result.why === "wrong") {
      const byKey = new Map(result.version.definition.questions.map((question) => [question.key, question]));
      throw invalid(
        "Some answers are wrong.",
        Object.fromEntries(
          Object.entries(result.problems).map(([key, problem]) => [
            key === "" ? "answers" : `answers.${key}`,
            problemText(words, problem, byKey.get(key)),
          ]),
        ),
      );
    }
    const message = words(`${result.why}.text`, { workspace: survey.workspace.name });
    if (result.why === "closed") {
      return Response.json({ error: { code: "closed", message, fields: {} } }, { status: 410 });
    }
    if (result.why === "unknown_version") throw invalid("Some fields are wrong.", { versionId: message });
    if (result.why === "not_saved") throw new AppError("unavailable", message);
    return Response.json({ error: { code: result.why, message, fields: {} } }, { status: 409 });
  } catch (error) {
    return errorResponse(error);
  }
}
