import { readAnswers, submission } from "@/lib/responses/schema";
import { definitionOf, QUESTIONS } from "../../definition";

const definition = definitionOf(QUESTIONS.map((_question, index) => `00000000-0000-7000-8000-00000000000${index}`));

export async function POST(request: Request): Promise<Response> {
  const fields = new URLSearchParams(await request.text());
  const answers: Record<string, string> = {};
  for (const [field, value] of fields) if (field.startsWith("q.")) answers[field.slice(2)] = value;
  const parsed = submission.safeParse({ responseId: fields.get("responseId"), answers });
  if (!parsed.success || !readAnswers(definition, parsed.data.answers).ok)
    return new Response("wrong", { status: 422 });
  return new Response("<!doctype html><title>Thanks</title>", {
    headers: { "content-type": "text/html; charset=utf-8" },
  });
}
