import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ConditionMenu, StartHealth } from "@/components/health/condition-menu";
import { HitBar, Spread } from "@/components/health/spread";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { listSegmentChoices } from "@/lib/customers/queries/definitions";
import { isAppError } from "@/lib/errors";
import { healthSpread, listHealthConditions } from "@/lib/health/queries";
import { segmentCatalogue } from "@/lib/segments/queries";
import { describeRule } from "@/lib/segments/rule-text";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("health"))("title") };
}

/** What health consists of, whom each condition hits, and how healthy the customers are. */
export default async function HealthSettingsPage() {
  const [{ actor }, t, words] = await Promise.all([
    requireSession(),
    getTranslations("health.settings"),
    getTranslations("segments"),
  ]);
  const mayChange = may(actor, "health.write");
  const [conditions, spread, catalogue, segments] = await Promise.all([
    listHealthConditions(actor),
    // A million customers take longer than a page may: then the conditions stand without whom they hit.
    healthSpread(actor, { now: new Date() }).catch((error: unknown) => {
      if (isAppError(error) && error.code === "too_large") return null;
      throw error;
    }),
    segmentCatalogue(actor),
    listSegmentChoices(actor),
  ]);
  return (
    <SettingsFrame
      active="health"
      hasAudit={may(actor, "audit.read")}
      actions={
        mayChange && conditions.length > 0 ? (
          <LinkButton href="/settings/health/new" variant="primary" icon={<Plus aria-hidden />} data-create="">
            {t("add")}
          </LinkButton>
        ) : null
      }
    >
      <div className="flex max-w-[1080px] flex-col gap-4">
        {conditions.length === 0 ? (
          <EmptyState title={t("empty")} actions={mayChange ? <StartHealth /> : null}>
            {t("emptyText")}
          </EmptyState>
        ) : (
          <>
            <p className="max-w-3xl text-muted text-pretty">{t("lead")}</p>
            {spread ? (
              <Card className="p-4">
                <Spread spread={spread} />
              </Card>
            ) : null}
            <Card className="px-4 pb-2 max-md:px-0">
              <Table label={t("tab")} look="inset">
                <thead>
                  <Tr>
                    <Th>{t("name")}</Th>
                    <Th end>{t("weight")}</Th>
                    <Th className="max-lg:hidden">{t("rules")}</Th>
                    <Th>{t("hits")}</Th>
                    {mayChange ? (
                      <Th end className="relative">
                        <span className="sr-only">{t("edit")}</span>
                      </Th>
                    ) : null}
                  </Tr>
                </thead>
                <tbody>
                  {conditions.map((condition) => {
                    const hits = spread?.conditions.find(({ id }) => id === condition.id);
                    return (
                      <Tr key={condition.id}>
                        <Td>
                          {mayChange ? (
                            <Link
                              href={`/settings/health/${condition.id}`}
                              className="rounded-sm font-medium hover:underline"
                            >
                              {condition.name}
                            </Link>
                          ) : (
                            <span className="font-medium">{condition.name}</span>
                          )}
                          {condition.segmentId ? (
                            <span className="block text-xs text-muted">
                              {t("counts")}{" "}
                              {segments.find(({ id }) => id === condition.segmentId)?.name ?? t("removedSegment")}
                            </span>
                          ) : null}
                        </Td>
                        <Td end className="figures">
                          {condition.weight}
                        </Td>
                        <Td className="max-w-96 text-xs max-lg:hidden">
                          <span className="block">
                            <span aria-hidden className="text-promoter-text">
                              ▲{" "}
                            </span>
                            <span className="text-muted">{t("good")}:</span>{" "}
                            {describeRule(condition.good, catalogue, words)}
                          </span>
                          <span className="block">
                            <span aria-hidden className="text-detractor-text">
                              ▼{" "}
                            </span>
                            <span className="text-muted">{t("bad")}:</span>{" "}
                            {describeRule(condition.bad, catalogue, words)}
                          </span>
                        </Td>
                        <Td>
                          {hits ? (
                            <HitBar {...hits} />
                          ) : spread ? (
                            <span className="text-xs text-warn-text">{t("removed")}</span>
                          ) : null}
                        </Td>
                        {mayChange ? (
                          <Td end>
                            <ConditionMenu id={condition.id} name={condition.name} />
                          </Td>
                        ) : null}
                      </Tr>
                    );
                  })}
                </tbody>
              </Table>
            </Card>
          </>
        )}
      </div>
    </SettingsFrame>
  );
}
