import { describe, expect, test } from "vitest";
import { mentionAt, mentionedIn } from "../../../lib/notifications/mentions";

const people = [
  { id: "ana", name: "Ana" },
  { id: "ana-silva", name: "Ana Silva" },
  { id: "marek", name: "Marek Dvořák" },
  { id: "jean", name: "Jean Luc" },
  { id: "jeanne", name: "Jeanne Roy" },
];

describe("who is meant by an @", () => {
  test.each([
    ["Ask @Ana Silva about it", ["ana-silva"]],
    ["Ask @Ana, she knows", ["ana"]],
    ["@marek dvořák and @MAREK", ["marek"]],
    ["@Jean said so", ["jean"]],
    ["@Jeanne said so", ["jeanne"]],
    ["ana@example.com", []],
    ["@Nobody here, @", []],
    ["@@Ana", ["ana"]],
    ["no sign at all", []],
  ])("%s", (text, ids) => {
    expect(mentionedIn(text, people)).toEqual(ids);
  });
});

describe("the mention being written", () => {
  test.each([
    ["Ask @Ma", { from: 4, words: "Ma" }],
    ["@", { from: 0, words: "" }],
    ["Ask @Ana Si", { from: 4, words: "Ana Si" }],
    ["x@piotr", null],
    ["no", null],
    ["@Ana said that it was", null],
    ["@Ana\nthen", null],
  ])("%s", (text, found) => {
    expect(mentionAt(text, text.length)).toEqual(found);
  });
});
