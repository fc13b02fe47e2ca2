"use client";

import { ExternalLink, MoreHorizontal, QrCode } from "lucide-react";
import { useTranslations } from "next-intl";
import { startTransition } from "react";
import { Badge } from "@/components/ui/badge";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Table, Td, Th } from "@/components/ui/table";
import { useToast } from "@/components/ui/toaster";
import { closeLinkAction, reopenLinkAction } from "@/lib/surveys/actions";
import { CopyButton } from "./copy-button";

export type ShownLink = {
  id: string;
  name: string;
  /** The whole address. */
  address: string;
  /** SVG text. */
  qr: string;
  where: string;
  customer: string | null;
  responses: string;
  /** In words: open, closed since, answered on. */
  state: string;
  isOpen: boolean;
  mayClose: boolean;
  mayReopen: boolean;
};

const pictureOf = (qr: string) => `data:image/svg+xml;utf8,${encodeURIComponent(qr)}`;

function QrDialog({ link }: { link: ShownLink }) {
  const t = useTranslations("surveys.link");
  return (
    <Dialog
      title={t("qrTitle", { name: link.name })}
      description={t("qrText")}
      size="sm"
      trigger={<IconButton label={`${t("qr")}: ${link.name}`} icon={<QrCode aria-hidden />} />}
      footer={
        <a
          href={pictureOf(link.qr)}
          download={`${link.name}.svg`}
          className="rounded-sm text-sm text-accent-text underline underline-offset-3"
        >
          {t("download")}
        </a>
      }
    >
      <img src={pictureOf(link.qr)} alt={link.address} className="mx-auto size-64 rounded-md bg-white" />
      <p className="mt-3 break-all text-center text-xs text-muted">{link.address}</p>
    </Dialog>
  );
}

/** Where a survey is reached: copy, QR code, close. */
export function LinkList({ links, mayChange }: { links: ShownLink[]; mayChange: boolean }) {
  const t = useTranslations("surveys.link");
  const toast = useToast();
  const close = (link: ShownLink) =>
    startTransition(async () => {
      const done = await closeLinkAction(null, { id: link.id });
      if (done?.ok) toast.undo(t("closedDone"), () => void reopenLinkAction(null, { id: link.id }));
      else if (done) toast.fail(done.message);
    });
  const reopen = (link: ShownLink) =>
    startTransition(async () => {
      const done = await reopenLinkAction(null, { id: link.id });
      if (done?.ok) toast.say(t("reopenedDone"));
      else if (done) toast.fail(done.message);
    });
  return (
    <Table label={t("table")} look="inset">
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th className="max-lg:hidden">{t("where")}</Th>
          <Th>{t("state")}</Th>
          <Th end>{t("responses")}</Th>
          <Th end className="relative">
            <span className="sr-only">{t("address")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {links.map((link) => (
          <tr key={link.id}>
            <Td>
              <span className="font-medium">{link.name}</span>
              {link.customer ? <span className="text-muted"> {t("personal", { customer: link.customer })}</span> : null}
            </Td>
            <Td muted className="max-lg:hidden">
              {link.where}
            </Td>
            <Td>
              <Badge pill tone={link.isOpen ? "promoter" : "neutral"}>
                {link.state}
              </Badge>
            </Td>
            <Td end className="figures">
              {link.responses}
            </Td>
            <Td end>
              <span className="inline-flex items-center justify-end gap-1">
                <CopyButton text={link.address} name={link.name} />
                <QrDialog link={link} />
                <a
                  href={link.address}
                  target="_blank"
                  rel="noreferrer"
                  aria-label={`${t("open")}: ${link.name}`}
                  title={t("open")}
                  className="inline-flex size-8 items-center justify-center rounded-md hover:bg-hover touch:size-11"
                >
                  <ExternalLink aria-hidden />
                </a>
                {mayChange && (link.mayClose || link.mayReopen) ? (
                  <Menu
                    align="end"
                    trigger={
                      <IconButton label={t("actions", { name: link.name })} icon={<MoreHorizontal aria-hidden />} />
                    }
                  >
                    {link.mayClose ? <MenuItem onSelect={() => close(link)}>{t("close")}</MenuItem> : null}
                    {link.mayReopen ? <MenuItem onSelect={() => reopen(link)}>{t("reopen")}</MenuItem> : null}
                  </Menu>
                ) : null}
              </span>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
