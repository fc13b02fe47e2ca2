import { createTranslator } from "next-intl";
import words from "@/messages/en/public.json";

const translate = createTranslator({ locale: "en", messages: { public: words }, namespace: "public" });

/** The words of public pages. They are not part of the app's pages, so they bring their own. */
export type PublicWords = typeof translate;

export const publicWords = (): PublicWords => translate;
