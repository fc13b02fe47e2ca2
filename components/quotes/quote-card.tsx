import { FileText, MapPin, Quote as QuoteIcon, Shapes, View } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { QuoteConsent, QuoteKind } from "@/lib/generated/prisma/enums";
import { ConsentBadge } from "./consent";
import { FeelingMark } from "./feeling";

/** A voice ready for the screen. */
export type QuoteView = {
  id: string;
  kind: QuoteKind;
  text: string;
  speaker: string;
  source: string;
  interview: { id: string; title: string } | null;
  touchpoint: { id: string; name: string } | null;
  segment: { id: string; name: string } | null;
  feeling: number | null;
  tags: readonly string[];
  consent: QuoteConsent;
  /** Written out: "4 May 2026". */
  date: string;
  needs: number;
  cells: number;
};

export type QuoteCardProps = {
  quote: QuoteView;
  /** Where a tag leads. */
  tagHref?: (tag: string) => string;
  /** At the end of its first line. */
  menu?: ReactNode;
};

/** A voice: its words first and biggest, then who said it, where, and what it is evidence for. */
export function QuoteCard({ quote, tagHref, menu }: QuoteCardProps) {
  const t = useTranslations("quotes.card");
  const isQuote = quote.kind === "quote";
  const who = [quote.speaker || t(isQuote ? "somebody" : "seenByUs"), quote.date].filter(Boolean).join(", ");
  const rests = quote.needs + quote.cells;
  return (
    <article className="grid grid-cols-[16px_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1.5">
      <span className="pt-0.5 text-faint">
        {isQuote ? <QuoteIcon aria-hidden /> : <View aria-hidden />}
        <span className="sr-only">{t(quote.kind)}</span>
      </span>
      <p className={cn("text-base whitespace-pre-line text-pretty", !isQuote && "text-muted")}>
        {isQuote ? <span aria-hidden>“</span> : null}
        {quote.text}
        {isQuote ? <span aria-hidden>”</span> : null}
      </p>
      {menu ? <div className="-mt-1.5 -me-2">{menu}</div> : <span />}
      <div className="col-start-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
        <span>{who}</span>
        <FeelingMark feeling={quote.feeling} withWord />
        {quote.touchpoint ? (
          <Place icon={<MapPin aria-hidden />} href={`/touchpoints/${quote.touchpoint.id}`}>
            {quote.touchpoint.name}
          </Place>
        ) : null}
        {quote.segment ? (
          <Place icon={<Shapes aria-hidden />} href={`/segments/${quote.segment.id}/portrait`}>
            {quote.segment.name}
          </Place>
        ) : null}
        {quote.interview ? (
          <Place icon={<FileText aria-hidden />} href={`/quotes/interviews/${quote.interview.id}#${quote.id}`}>
            {quote.interview.title}
          </Place>
        ) : quote.source ? (
          <span>{quote.source}</span>
        ) : null}
      </div>
      <div className="col-start-2 flex flex-wrap items-center gap-1.5 empty:hidden">
        <ConsentBadge consent={quote.consent} />
        {quote.tags.map((tag) => (
          <Tag key={tag} href={tagHref?.(tag)}>
            {tag}
          </Tag>
        ))}
        {rests > 0 ? (
          <span className="ps-1 text-xs text-muted">
            {t(quote.needs === 0 ? "restsCells" : quote.cells === 0 ? "restsNeeds" : "restsBoth", {
              needs: quote.needs,
              cells: quote.cells,
            })}
          </span>
        ) : null}
      </div>
    </article>
  );
}

function Place({ icon, href, children }: { icon: ReactNode; href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="inline-flex min-w-0 items-center gap-1 rounded-sm hover:text-ink hover:underline touch:min-h-6 [&_.lucide]:size-3.5 [&_.lucide]:shrink-0"
    >
      {icon}
      <span className="truncate">{children}</span>
    </Link>
  );
}

export function Tag({ href, children, end }: { href?: string; children: ReactNode; end?: ReactNode }) {
  const look =
    "inline-flex h-5 items-center gap-1.5 rounded-sm bg-sunken px-1.5 text-xs text-ink touch:h-8 touch:px-2.5";
  const inside = (
    <>
      <span>
        <span aria-hidden className="text-muted">
          #
        </span>
        {children}
      </span>
      {end !== undefined ? <span className="figures text-muted">{end}</span> : null}
    </>
  );
  return href ? (
    <Link href={href} scroll={false} className={cn(look, "hover:bg-accent-soft hover:text-accent-text")}>
      {inside}
    </Link>
  ) : (
    <span className={look}>{inside}</span>
  );
}
