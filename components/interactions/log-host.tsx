"use client";

import { MessageSquarePlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { InteractionKind } from "@/lib/generated/prisma/enums";
import type { TouchpointChoice } from "@/lib/interactions/interaction";
import type { DraftCustomer, Writer } from "./draft";
import { LOG_EVENT } from "./log-event";
import { LogSheet } from "./log-sheet";
import type { Waiting } from "./outbox";
import { rememberCustomer } from "./recent";
import { useOutbox } from "./use-outbox";
import { WaitingPill } from "./waiting-pill";

export type LogContact = { id: string; name: string };
type Subject = { customer: DraftCustomer; contacts: readonly LogContact[]; kind?: InteractionKind };
type Log = {
  /** Opens the form, about the customer of the page when there is one. */
  open: () => void;
  /** Opens it about somebody on the page, as it is likeliest to be logged. */
  openFor: (customer: DraftCustomer, kind: InteractionKind) => void;
  /** Says whose page this is. @returns takes it back */
  standOn: (subject: Subject) => () => void;
};

const LogContext = createContext<Log | null>(null);

/** Null for those who may not log. */
export const useLog = (): Log | null => useContext(LogContext);

export type LogHostProps = {
  writer: Writer;
  /** Decides which reasons are offered. */
  role: string;
  timeZone: string;
  touchpoints: readonly TouchpointChoice[];
  channels: readonly { id: string; name: string }[];
  children: ReactNode;
};

/**
 * Where an interaction is logged from any page: the form itself, a button that floats on the phone, and what waits on
 * this device to be sent.
 */
export function LogHost({ children, writer: given, ...rest }: LogHostProps) {
  const { workspaceId, userId } = given;
  // Every refresh hands over a new object of the same person.
  const writer = useMemo<Writer>(() => ({ workspaceId, userId }), [workspaceId, userId]);
  const choices = { ...rest, writer };
  const t = useTranslations("interactions");
  const router = useRouter();
  const subject = useRef<Subject | null>(null);
  const [asked, setAsked] = useState<{ subject: Subject | null; begun?: Waiting } | null>(null);
  const outbox = useOutbox(writer, () => router.refresh());
  const log = useMemo<Log>(
    () => ({
      open: () => setAsked((before) => before ?? { subject: subject.current }),
      openFor: (customer, kind) => {
        rememberCustomer(writer, customer);
        setAsked({ subject: { customer, contacts: [], kind } });
      },
      standOn: (next) => {
        subject.current = next;
        rememberCustomer(writer, next.customer);
        return () => {
          if (subject.current === next) subject.current = null;
        };
      },
    }),
    [writer],
  );
  useEffect(() => {
    window.addEventListener(LOG_EVENT, log.open);
    return () => window.removeEventListener(LOG_EVENT, log.open);
  }, [log]);
  return (
    <LogContext value={log}>
      {children}
      <button
        type="button"
        onClick={log.open}
        className="no-print fixed end-4 bottom-[calc(env(safe-area-inset-bottom)+5.5rem)] z-20 flex size-14 items-center justify-center rounded-full bg-accent text-on-accent shadow-float md:hidden [&_.lucide]:size-6"
        aria-label={t("log")}
      >
        <MessageSquarePlus aria-hidden />
      </button>
      <WaitingPill {...outbox} onChange={(begun) => setAsked({ subject: null, begun })} />
      {asked ? (
        <LogSheet
          key={asked.begun?.draft.id ?? asked.subject?.customer.id ?? "any"}
          {...choices}
          customer={asked.subject?.customer}
          kind={asked.subject?.kind}
          contacts={asked.subject?.contacts}
          begun={asked.begun}
          outbox={outbox}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </LogContext>
  );
}
