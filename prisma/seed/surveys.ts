import { TZDate } from "@date-fns/tz";
import { QUESTION_KINDS } from "../../lib/surveys/questions/registry";
import type { Random } from "./random";
import type { Batch } from "./rows";
import { definitionOf, draftOf, labelOf } from "./survey-json";
import { type DemoItem, type DemoSurvey, SURVEYS } from "./world";

export type MadeItem = { id: string; no: number; demo: DemoItem };
export type MadeSurvey = {
  demo: DemoSurvey;
  id: string;
  versionId: string;
  items: Record<string, MadeItem>;
  /** By channel. */
  linkIds: Record<string, string>;
  /** The token of each link. */
  links: { id: string; token: string }[];
  /** The first instant of a day in the workspace's zone: the only time that anonymous answers keep. */
  startOfDay: (day: string) => Date;
};

/** The surveys with one published version each, their items and one open link a channel. */
export function makeSurveys(
  random: Random,
  batch: Batch,
  channelIds: Record<string, string>,
  touchpointIds: Record<string, string>,
  options: { timeZone: string; publishedAt: Date; byId: string | null },
): MadeSurvey[] {
  let no = 0;
  return SURVEYS.map((demo): MadeSurvey => {
    const id = random.id();
    const versionId = random.id();
    const items: Record<string, MadeItem> = {};
    for (const item of demo.items) items[item.key] = { id: random.id(), no: ++no, demo: item };
    const made: MadeSurvey = {
      demo,
      id,
      versionId,
      items,
      linkIds: {},
      links: [],
      startOfDay: (day) => {
        const [year, month, date] = day.split("-").map(Number) as [number, number, number];
        return new Date(+new TZDate(year, month - 1, date, options.timeZone));
      },
    };
    batch.surveys.push({
      id,
      name: demo.name,
      draft: draftOf(made, touchpointIds),
      current_version_id: versionId,
      created_by_id: options.byId,
      created_at: options.publishedAt,
      updated_at: options.publishedAt,
    });
    batch.survey_versions.push({
      id: versionId,
      survey_id: id,
      number: 1,
      promise: demo.promise,
      definition: definitionOf(made, touchpointIds),
      published_at: options.publishedAt,
      published_by_id: options.byId,
    });
    for (const item of Object.values(items)) {
      const kind = QUESTION_KINDS[item.demo.kind].starts;
      batch.items.push({
        id: item.id,
        survey_id: id,
        no: item.no,
        key: item.demo.key,
        label: labelOf(item.demo),
        kind: item.demo.kind,
        scale_min: kind.scaleMin,
        scale_max: kind.scaleMax,
        direction: kind.direction,
        measure: item.demo.response ? "other" : kind.measure,
        response: item.demo.response ?? null,
        touchpoint_id: item.demo.touchpoint ? touchpointIds[item.demo.touchpoint] : null,
        is_placed: Boolean(item.demo.touchpoint),
        options: (item.demo.options ?? []).map((label, index) => ({ value: index + 1, label })),
        created_at: options.publishedAt,
      });
    }
    for (const channel of Object.keys(demo.channels)) {
      const linkId = random.id();
      const token = random.token(20);
      made.linkIds[channel] = linkId;
      made.links.push({ id: linkId, token });
      batch.survey_links.push({
        id: linkId,
        survey_id: id,
        name: channel,
        token,
        channel_id: channelIds[channel],
        touchpoint_id: null,
        customer_id: null,
        created_at: options.publishedAt,
      });
    }
    return made;
  });
}
