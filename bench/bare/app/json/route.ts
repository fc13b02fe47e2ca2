import { readAnswers, submission } from "@/lib/responses/schema";
import { definitionOf, QUESTIONS } from "../../definition";

const definition = definitionOf(QUESTIONS.map((_question, index) => `00000000-0000-7000-8000-00000000000${index}`));

export async function POST(request: Request): Promise<Response> {
  const parsed = submission.safeParse(await request.json());
  if (!parsed.success || !readAnswers(definition, parsed.data.answers).ok)
    return new Response("wrong", { status: 422 });
  return Response.json({ responseId: parsed.data.responseId }, { status: 201 });
}
