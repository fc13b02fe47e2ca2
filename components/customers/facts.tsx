import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import type { AttributeDefinition, AttributeValue } from "@/lib/customers/attributes";
import { countryName, languageName } from "@/lib/customers/codes";
import type { Customer } from "@/lib/customers/customer";
import { formatDate, formatDay, formatMoney, formatNumber } from "@/lib/format";
import { RoleIcon } from "./icons";

export type Spending = { currency: string; orders: number; totalCents: number; yearCents: number };

export type FactsProps = {
  customer: Customer;
  definitions: readonly AttributeDefinition[];
  /** Per currency, largest first. */
  spending: readonly Spending[];
  currency: string;
  timeZone: string;
  /** Changes the stage; left out for those who may not. */
  stageMenu?: ReactNode;
  /** Opens the edit sheet. */
  edit?: ReactNode;
};

/** Who they are: in five seconds. */
export function Facts({ customer, definitions, spending, currency, timeZone, stageMenu, edit }: FactsProps) {
  const t = useTranslations("customers");
  const roles = useTranslations("users.role");
  const main = spending[0];
  const place = [customer.city, countryName(customer.country)].filter(Boolean).join(", ");
  const known = definitions.filter(({ key }) => customer.attributes[key] !== undefined);
  return (
    <div className="flex flex-col gap-5">
      <div className="flex items-start gap-3">
        <Avatar name={customer.name} kind={customer.kind} size="lg" tone="accent" />
        <div className="min-w-0">
          <h2 className="text-lg font-semibold break-words">{customer.name}</h2>
          <p className="text-xs text-muted">{[t(`kind.${customer.kind}`), place].filter(Boolean).join(", ")}</p>
        </div>
      </div>
      {customer.segments.length + customer.tags.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5">
          {customer.segments.map(({ id, name }) => (
            <li key={id}>
              <a href={`/segments/${id}`} className="rounded-full">
                <Badge pill tone="accent">
                  {name}
                </Badge>
              </a>
            </li>
          ))}
          {customer.tags.map((tag) => (
            <li key={tag}>
              <Badge pill outline>
                {tag}
              </Badge>
            </li>
          ))}
        </ul>
      ) : null}
      {main ? (
        <dl className="grid grid-cols-2 divide-x divide-line rounded-lg border border-line bg-surface">
          <Figure value={formatMoney(main.yearCents, main.currency)} label={t("page.lastYear")} />
          <Figure
            value={formatMoney(main.totalCents, main.currency)}
            label={`${t("page.lifetime")}, ${formatNumber(main.orders)}`}
          />
          {spending.slice(1).map((other) => (
            <Figure
              key={other.currency}
              value={formatMoney(other.totalCents, other.currency)}
              label={t("page.lifetime")}
            />
          ))}
        </dl>
      ) : null}
      <dl className="grid grid-cols-[5.75rem_1fr] gap-x-2 gap-y-2.5">
        <Fact label={t("page.stage")}>
          <span className="flex items-center gap-1">
            {t(`lifecycle.${customer.lifecycle}`)}
            {stageMenu}
          </span>
          {customer.lifecycleSince ? (
            <span className="block text-xs text-muted">
              {t("page.since", { date: formatDate(customer.lifecycleSince, timeZone) })}
            </span>
          ) : null}
        </Fact>
        <Fact label={t("page.owner")}>
          {customer.owner ? (
            <span className="inline-flex flex-wrap items-center gap-x-2">
              {customer.owner.name}
              <span className="inline-flex items-center gap-1 text-xs text-muted">
                <RoleIcon role={customer.owner.role} />
                {roles(customer.owner.role)}
              </span>
            </span>
          ) : (
            <span className="text-muted">{t("page.noOwner")}</span>
          )}
        </Fact>
        {customer.email ? (
          <Fact label={t("page.email")}>
            <a href={`mailto:${customer.email}`} className="break-all text-accent-text">
              {customer.email}
            </a>
          </Fact>
        ) : null}
        {customer.phone ? (
          <Fact label={t("page.phone")}>
            <a href={`tel:${customer.phone.replace(/[^\d+]/g, "")}`} className="text-accent-text">
              {customer.phone}
            </a>
          </Fact>
        ) : null}
        {customer.language ? <Fact label={t("page.language")}>{languageName(customer.language)}</Fact> : null}
        {customer.side !== "buyer" ? <Fact label={t("page.side")}>{t(`side.${customer.side}`)}</Fact> : null}
        {customer.experience.firstOrderAt ? (
          <Fact label={t("page.firstOrder")}>{formatDate(customer.experience.firstOrderAt, timeZone)}</Fact>
        ) : null}
        {customer.experience.lastOrderAt ? (
          <Fact label={t("page.lastOrder")}>{formatDate(customer.experience.lastOrderAt, timeZone)}</Fact>
        ) : null}
        {customer.externalId ? <Fact label={t("page.number")}>{customer.externalId}</Fact> : null}
      </dl>
      {known.length > 0 || edit ? (
        <section className="border-t border-line pt-4">
          <div className="mb-2 flex items-center justify-between gap-2">
            <h3 className="text-sm font-semibold">{t("page.attributes")}</h3>
            {edit}
          </div>
          <dl className="grid grid-cols-[5.75rem_1fr] gap-x-2 gap-y-2.5">
            {known.map((definition) => (
              <Fact key={definition.key} label={definition.label}>
                <Value definition={definition} value={customer.attributes[definition.key]} currency={currency} />
              </Fact>
            ))}
          </dl>
        </section>
      ) : null}
    </div>
  );
}

function Figure({ value, label }: { value: string; label: string }) {
  return (
    <div className="flex flex-col-reverse justify-end px-3 py-2">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="figures text-base font-semibold">{value}</dd>
    </div>
  );
}

function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className="text-xs leading-5 text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

type ValueProps = { definition: AttributeDefinition; value: AttributeValue | undefined; currency: string };

function Value({ definition: { kind, unit }, value, currency }: ValueProps) {
  const t = useTranslations("customers.page");
  if (value === undefined) return <span className="text-muted">{t("noValue")}</span>;
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (kind === "money" && typeof value === "number") return formatMoney(value, currency);
  if (typeof value === "number") return `${formatNumber(value, 2, 0)}${unit ? ` ${unit}` : ""}`;
  if (kind === "date" && !Number.isNaN(Date.parse(value))) return formatDay(new Date(value));
  return value;
}
