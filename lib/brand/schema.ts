import { z } from "zod";
import { ExperienceResponse } from "../generated/prisma/enums";

const line = (most: number) => z.string().trim().max(most, `Use at most ${most} characters.`);
const name = line(60).min(1, "Give it a name.");

/** The most that a page can show, and that a person can keep in mind. */
export const MOST_FEELINGS = 12;
export const MOST_VALUES = 12;
export const MOST_WORDS = 30;
export const LONGEST_WORD = 40;

/** One spelling of a word: lower case, plain apostrophes, single spaces. */
export const cleanWord = (text: string): string => text.trim().toLowerCase().replaceAll("’", "'").replace(/\s+/g, " ");

const words = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(/[,;\n]/))])
  .default([])
  .transform((list) => [...new Set(list.map(cleanWord).filter(Boolean))])
  .pipe(
    z
      .array(
        z
          .string()
          .max(LONGEST_WORD, `A word has at most ${LONGEST_WORD} characters.`)
          .regex(/^\p{L}[\p{L}' -]*$/u, "Write words of letters, with commas between."),
      )
      .max(MOST_WORDS, `Use at most ${MOST_WORDS} words.`),
  );

export const identityInput = z.object({ identity: line(1_000) });

export const valueInput = z.object({ name, description: line(300).default("") });
export type ValueInput = z.input<typeof valueInput>;
export const valueChange = valueInput.extend({ id: z.uuid() });

export const feelingInput = z
  .object({ name, response: z.enum(ExperienceResponse, "Choose one of the five."), words, opposites: words })
  .superRefine(({ words: said, opposites }, context) => {
    const both = said.filter((word) => opposites.includes(word));
    if (both.length > 0) {
      context.addIssue({ code: "custom", path: ["opposites"], message: `In both lists: ${both.join(", ")}.` });
    }
  });
export type FeelingInput = z.input<typeof feelingInput>;
export const feelingChange = z.intersection(feelingInput, z.object({ id: z.uuid() }));

export const brandId = z.object({ id: z.uuid() });
export const brandMove = z.object({ id: z.uuid(), by: z.union([z.literal(-1), z.literal(1)]) });
export const wantedInput = z.object({ touchpointId: z.uuid(), feelingId: z.uuid(), isWanted: z.boolean() });
export type WantedInput = z.input<typeof wantedInput>;
