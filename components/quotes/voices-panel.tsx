import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { Tag } from "./quote-card";

export type TouchpointLine = {
  key: string;
  name: string;
  n: number;
  bad: number;
  good: number;
  href: string;
  active: boolean;
};

/** How often each touchpoint is spoken of, and how: unhappy, neither, happy. A press filters, another takes it back. */
export function TouchpointVoices({ lines }: { lines: readonly TouchpointLine[] }) {
  const t = useTranslations("quotes.panel");
  const most = Math.max(1, ...lines.map(({ n }) => n));
  return (
    <section aria-label={t("touchpoints")}>
      <h2 className="text-sm font-semibold">{t("touchpoints")}</h2>
      <p className="mb-2 flex flex-wrap gap-x-3 text-xs text-muted">
        <Key className="bg-detractor">{t("bad")}</Key>
        <Key className="bg-passive">{t("between")}</Key>
        <Key className="bg-promoter">{t("good")}</Key>
      </p>
      <ul className="flex flex-col">
        {lines.map(({ key, name, n, bad, good, href, active }) => (
          <li key={key}>
            <Link
              href={href}
              scroll={false}
              aria-current={active ? "true" : undefined}
              className={cn(
                "-mx-2 block rounded-md px-2 py-1.5 hover:bg-hover",
                active && "bg-accent-soft text-accent-text hover:bg-accent-soft",
              )}
            >
              <span className="flex items-baseline justify-between gap-3">
                <span className="min-w-0 truncate">{name}</span>
                <span className="figures text-xs">{n}</span>
              </span>
              <span aria-hidden className="mt-1 flex h-1.5" style={{ width: `${(n / most) * 100}%` }}>
                <Part share={bad / n} className="bg-detractor" />
                <Part share={(n - bad - good) / n} className="bg-passive" />
                <Part share={good / n} className="bg-promoter" />
              </span>
              <span className="sr-only">{t("feelings", { bad, good })}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Part({ share, className }: { share: number; className: string }) {
  return share > 0 ? (
    <span
      className={cn("me-px h-full min-w-0.5 first:rounded-s-xs last:me-0 last:rounded-e-xs", className)}
      style={{ width: `${share * 100}%` }}
    />
  ) : null;
}

function Key({ className, children }: { className: string; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className={cn("size-2 rounded-xs", className)} />
      {children}
    </span>
  );
}

export type TagLine = { tag: string; n: number; href: string; active: boolean };

/** Tags with how many voices carry them. */
export function TagCounts({ lines }: { lines: readonly TagLine[] }) {
  const t = useTranslations("quotes.panel");
  if (lines.length === 0) return null;
  return (
    <section aria-label={t("tags")}>
      <h2 className="mb-2 text-sm font-semibold">{t("tags")}</h2>
      <ul className="flex flex-wrap gap-1.5">
        {lines.map(({ tag, n, href, active }) => (
          <li key={tag} className={active ? "rounded-sm inset-ring inset-ring-accent" : undefined}>
            <Tag href={href} end={n}>
              {tag}
            </Tag>
          </li>
        ))}
      </ul>
    </section>
  );
}
