import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { PublicDocument } from "@/components/surveys/public/document";
import { thanksHtml } from "@/components/surveys/public/render";
import { Thanks, type ThanksProps } from "@/components/surveys/public/thanks";
import { publicWords } from "@/components/surveys/public/words";
import { surveyDefinition } from "@/lib/surveys/schema";
import { newQuestion } from "@/lib/surveys/templates";

const place = { title: "Thanks", brandColor: "#0a7", workspaceName: "Meridian <i></i> & Sons" };
const id = (no: number) => `01900000-0000-7000-8000-00000000000${no}`;
const definition = surveyDefinition.parse({
  about: "us",
  thanks: "",
  questions: [
    { ...newQuestion("nps", "recommend", { label: "Would you <recommend> us?" }), itemId: id(1) },
    { ...newQuestion("rating", "boarding", { label: "Boarding" }), itemId: id(2), touchpointName: "Boarding" },
    { ...newQuestion("text", "reason", { label: "Why?" }), itemId: id(3) },
  ].map((question) => ({ touchpointName: null, ...question })),
});

const drawn = (props: ThanksProps) =>
  `<!doctype html>${renderToStaticMarkup(
    createElement(PublicDocument, { ...place, children: createElement(Thanks, props) }),
  )}`;

describe("the page of thanks", () => {
  it("is the same whether put together from pieces or drawn as a whole, and says only what this person said", async () => {
    for (const value of [0, 7, 10, 7]) {
      for (const firstName of [null, "Ada", '<b>"O"']) {
        for (const text of [null, "Because <script>", "Else"]) {
          const answers = [
            { itemId: id(1), value, text: null },
            { itemId: id(2), value: 1 + (value % 5), text: null },
            ...(text ? [{ itemId: id(3), value: null, text }] : []),
          ];
          const props = { words: publicWords(), definition, answers, firstName };
          expect(await thanksHtml({ ...place, ...props })).toBe(drawn(props));
        }
      }
    }
  });
});
