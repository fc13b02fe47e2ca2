import { NextIntlClientProvider } from "next-intl";
import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { AccountNpsLine } from "../../../components/customers/record/account-nps-line";
import { GroupsTable } from "../../../components/lifecycle/groups-table";
import { HandoverCard } from "../../../components/teams/handover-card";
import { accountNps } from "../../../lib/customers/account-nps";
import { rateOf } from "../../../lib/lifecycle/outcomes";
import common from "../../../messages/en/common.json";
import lifecycle from "../../../messages/en/lifecycle.json";
import record from "../../../messages/en/record.json";
import teams from "../../../messages/en/teams.json";

const K = 5;

const messages = { common, lifecycle, record, teams };
const html = (children: ReactElement): string => {
  const provided = { locale: "en", timeZone: "UTC", messages, children };
  return renderToStaticMarkup(createElement(NextIntlClientProvider, provided));
};

describe("what few answers can tell", () => {
  const groups = (n: number) =>
    html(
      createElement(GroupsTable, {
        kind: "segment",
        k: K,
        hrefs: {},
        lines: [
          { key: "a", name: "A", acquired: 0, after: n, retention: rateOf(n - 1, n), loyal: null, profitable: null },
        ],
      }),
    );

  it("is hidden under k and called indicative under 30", () => {
    expect(groups(4)).toContain("Fewer than 5");
    expect(groups(29)).toContain("indicative");
    expect(groups(30)).not.toContain("indicative");
  });

  it("is said of the pairs before and after a hand-over", () => {
    const change = {
      difference: 40,
      n: 6,
      standardError: 10,
      interval: { low: 14, high: 66 },
      logP: -4,
      p: 0.01,
      provable: true,
    };
    const nps = { n: 6, before: 10, after: 50, change };
    const card = html(
      createElement(HandoverCard, {
        k: K,
        experience: { handedOver: 9, nps, npsPairs: 6, ces: null, cesPairs: 0 },
      }),
    );
    expect(card).toContain("Indicative: fewer than 30.");
  });

  it("is no score by influence when hardly anybody with an influence answered", () => {
    const voices = (some: number) =>
      Array.from({ length: 6 }, (_, place) => ({ score: 9, influence: place < some ? 0.1 : null }));
    const line = (some: number) => html(createElement(AccountNpsLine, { account: accountNps(voices(some)), least: K }));
    expect(line(2)).toContain("Account NPS");
    expect(line(2)).not.toContain("By influence");
    expect(line(5)).toContain("By influence");
  });
});
