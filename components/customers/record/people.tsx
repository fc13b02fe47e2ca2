"use client";

import { Archive, Ellipsis, Link2, Mail, Pencil, Phone, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState, useTransition } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import type { CustomerContact } from "@/lib/customers/customer";
import { setContactArchivedAction } from "@/lib/customers/record-actions";
import { classOf } from "@/lib/customers/score";
import { formatDate, formatShare } from "@/lib/format";
import { PersonDialog, useChangedPerson, useNewPerson } from "./person-dialog";
import { PersonalLink } from "./personal-link";
import { RecordSection } from "./section";

const TONES = { promoter: "text-promoter-text", passive: "", detractor: "text-detractor-text" };
const AVATARS = { promoter: "promoter", passive: "neutral", detractor: "detractor" } as const;

export type PeopleProps = {
  customerId: string;
  contacts: readonly CustomerContact[];
  mayEdit: boolean;
  timeZone: string;
  /** Published surveys for which a personal link can be made; empty for those who may not. */
  surveys: readonly { id: string; name: string }[];
  /** Where public links begin. */
  publicUrl: string;
  /** The map, and the account's NPS. */
  children?: ReactNode;
};

/** The people of a company or household: which part they play, how much they decide, what they said last. */
export function People({ customerId, contacts, mayEdit, timeZone, surveys, publicUrl, children }: PeopleProps) {
  const t = useTranslations("record.people");
  const adding = useNewPerson(customerId);
  const answering = contacts.filter(({ score }) => score !== null).length;
  return (
    <RecordSection
      title={t("title")}
      meta={contacts.length > 0 ? t("counts", { count: contacts.length, answering }) : undefined}
      empty={contacts.length === 0 ? t("none") : undefined}
      action={
        mayEdit ? (
          <Button size="sm" icon={<Plus aria-hidden className="size-3.5" />} onClick={() => adding.setOpen(true)}>
            {t("add")}
          </Button>
        ) : null
      }
    >
      <ul className="mb-3 flex flex-col gap-1">
        {contacts.map((contact) => (
          <Person
            key={contact.id}
            customerId={customerId}
            contact={contact}
            mayEdit={mayEdit}
            timeZone={timeZone}
            surveys={surveys}
            publicUrl={publicUrl}
          />
        ))}
      </ul>
      {children}
      <PersonDialog form={adding} />
    </RecordSection>
  );
}

type PersonProps = Omit<PeopleProps, "contacts" | "children"> & { contact: CustomerContact };

function Person({ customerId, contact, mayEdit, timeZone, surveys, publicUrl }: PersonProps) {
  const t = useTranslations("record.people");
  const toast = useToast();
  const changing = useChangedPerson(contact);
  const [linking, setLinking] = useState(false);
  const [pending, startTransition] = useTransition();
  const archive = () =>
    startTransition(async () => {
      const done = await setContactArchivedAction(null, { id: contact.id, set: true });
      if (done && !done.ok) toast.fail(done.message);
      else if (done) {
        toast.undo(t("archived", { name: contact.name }), async () => {
          await setContactArchivedAction(null, { id: contact.id, set: false });
        });
      }
    });
  const { score } = contact;
  const part = [
    contact.role,
    contact.influence === null ? null : t("influenceOf", { share: formatShare(contact.influence) }),
  ]
    .filter(Boolean)
    .join(", ");
  return (
    <li className={cn("flex items-center gap-2.5", pending && "opacity-60")}>
      <Avatar name={contact.name} tone={score === null ? "neutral" : AVATARS[classOf(score)]} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{contact.name}</p>
        <p className="truncate text-xs text-muted">{part || t("noRole")}</p>
      </div>
      {score === null ? (
        <span className="text-xs text-muted">{t("never")}</span>
      ) : (
        <span
          className={cn("figures font-semibold", TONES[classOf(score)])}
          title={contact.scoreAt ? t("scoreAt", { date: formatDate(new Date(contact.scoreAt), timeZone) }) : undefined}
        >
          <span className="sr-only">{t("score")} </span>
          {score}
        </span>
      )}
      <Menu
        align="end"
        trigger={
          <IconButton
            size="sm"
            label={t("more", { name: contact.name })}
            icon={<Ellipsis aria-hidden />}
            className="text-muted"
          />
        }
      >
        {mayEdit ? (
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => changing.setOpen(true)}>
            {t("edit")}
          </MenuItem>
        ) : null}
        {contact.email ? (
          <MenuItem icon={<Mail aria-hidden />} onSelect={() => window.location.assign(`mailto:${contact.email}`)}>
            {contact.email}
          </MenuItem>
        ) : null}
        {contact.phone ? (
          <MenuItem
            icon={<Phone aria-hidden />}
            onSelect={() => window.location.assign(`tel:${contact.phone?.replace(/[^\d+]/g, "")}`)}
          >
            {contact.phone}
          </MenuItem>
        ) : null}
        {surveys.length > 0 ? (
          <MenuItem icon={<Link2 aria-hidden />} onSelect={() => setLinking(true)}>
            {t("link")}
          </MenuItem>
        ) : null}
        {mayEdit ? (
          <>
            <MenuSeparator />
            <MenuItem icon={<Archive aria-hidden />} onSelect={archive}>
              {t("archive")}
            </MenuItem>
          </>
        ) : null}
      </Menu>
      {changing.open ? <PersonDialog form={changing} contact={contact} /> : null}
      {linking ? (
        <PersonalLink
          customerId={customerId}
          contact={contact}
          surveys={surveys}
          publicUrl={publicUrl}
          close={() => setLinking(false)}
        />
      ) : null}
    </li>
  );
}
