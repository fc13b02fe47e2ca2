import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ChannelCard } from "@/components/catalogue/channel-card";
import { TouchpointDialog } from "@/components/catalogue/touchpoint-dialog";
import { TouchpointTable } from "@/components/catalogue/touchpoint-table";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { listChannels, listTouchpoints } from "@/lib/catalogue/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("catalogue"))("title") };
}

export default async function TouchpointsPage() {
  const { actor } = await requireSession();
  const [t, touchpoints, channels] = await Promise.all([
    getTranslations("catalogue"),
    listTouchpoints(actor),
    listChannels(actor),
  ]);
  const mayWrite = may(actor, "catalogue.write");
  const choices = channels.map(({ id, name }) => ({ id, name }));
  return (
    <>
      <PageHeader
        title={t("title")}
        note={t("lead")}
        actions={
          mayWrite ? (
            <TouchpointDialog
              channels={choices}
              trigger={
                <Button variant="primary" icon={<Plus aria-hidden />} data-create>
                  {t("new")}
                </Button>
              }
            />
          ) : null
        }
      />
      {touchpoints.length > 0 ? (
        <TouchpointTable touchpoints={touchpoints} channels={choices} mayWrite={mayWrite} />
      ) : (
        <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>
      )}
      <PageBody className="max-w-2xl">
        <ChannelCard channels={channels} mayWrite={mayWrite} />
      </PageBody>
    </>
  );
}
