import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { GlossaryTerm } from "@/components/ui/glossary-term";
import type { AttributeDefinition } from "@/lib/customers/attributes";
import { countryName } from "@/lib/customers/codes";
import type { Customer } from "@/lib/customers/customer";
import { attributeField, type FactHistory } from "@/lib/customers/history";
import { formatDate, formatMoney, formatNumber } from "@/lib/format";
import { CustomerKind, CustomerSide, LifecycleStage, type Role } from "@/lib/generated/prisma/enums";
import type { CustomerWorth } from "@/lib/segments/queries/worth";
import type { FactSpec } from "./fact";
import { AllChanges } from "./fact-history";
import { FactList } from "./fact-list";

export type Spending = { currency: string; orders: number; totalCents: number; yearCents: number };

export type FactsPanelProps = {
  customer: Customer;
  definitions: readonly AttributeDefinition[];
  changes: readonly FactHistory[];
  /** Per currency, largest first. */
  spending: readonly Spending[];
  worth: CustomerWorth;
  currency: string;
  timeZone: string;
  mayEdit: boolean;
  /** Whom it can be given to; empty for those who may not. */
  owners: readonly { id: string; name: string; role: Role }[];
  /** Needs, problems and the like stand between facts and attributes. */
  children?: ReactNode;
};

/** Who they are: in five seconds; and every property, edited in its place. */
export function FactsPanel(props: FactsPanelProps) {
  const { customer, definitions, changes, spending, worth, currency, timeZone, mayEdit, owners, children } = props;
  const { rfm, marginCents } = worth;
  const t = useTranslations("customers");
  const words = useTranslations("record.facts");
  const place = [customer.city, countryName(customer.country)].filter(Boolean).join(", ");
  const facts = useFactSpecs({ customer, owners, timeZone });
  const attributes = definitions.map(
    (definition): FactSpec => ({
      field: attributeField(definition.key),
      label: definition.label,
      editor: definition.kind,
      value: customer.attributes[definition.key] ?? null,
      unit: definition.unit,
      currency,
      ...(definition.kind === "choice" && definition.options.length > 0
        ? { options: definition.options.map((option) => ({ value: option, label: option })) }
        : definition.kind === "choice"
          ? { editor: "text" as const }
          : {}),
    }),
  );
  const main = spending[0];
  const list = { customerId: customer.id, changes, timeZone, mayEdit };
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
            label={words("lifetime", { count: main.orders })}
          />
          {spending.slice(1).map((other) => (
            <Figure
              key={other.currency}
              value={formatMoney(other.totalCents, other.currency)}
              label={words("lifetime", { count: other.orders })}
            />
          ))}
        </dl>
      ) : null}
      <dl className="flex flex-col gap-2 empty:hidden">
        {marginCents !== null ? (
          <Given
            label={
              <GlossaryTerm
                definition={words("marginRule", {
                  share: formatNumber(worth.marginShare * 100),
                  cost: formatMoney(worth.contactCents, currency),
                })}
              >
                {words("margin")}
              </GlossaryTerm>
            }
          >
            <span className={marginCents < 0 ? "text-detractor-text" : undefined}>
              {formatMoney(marginCents, currency)}
            </span>
          </Given>
        ) : null}
        {rfm ? (
          <Given label={<GlossaryTerm definition={words("rfmRule")}>{words("rfm")}</GlossaryTerm>}>
            {words("rfmValue", { recency: rfm.recency, frequency: rfm.frequency, monetary: rfm.monetary })}
          </Given>
        ) : null}
        {customer.experience.firstOrderAt ? (
          <Given label={t("page.firstOrder")}>{formatDate(customer.experience.firstOrderAt, timeZone)}</Given>
        ) : null}
        {customer.experience.lastOrderAt ? (
          <Given label={t("page.lastOrder")}>{formatDate(customer.experience.lastOrderAt, timeZone)}</Given>
        ) : null}
      </dl>
      <section aria-label={t("page.facts")} className="border-t border-line pt-4">
        <FactList specs={facts} {...list} />
      </section>
      {children}
      {attributes.length > 0 ? (
        <section className="border-t border-line pt-4">
          <h3 className="mb-2 text-sm font-semibold">{t("page.attributes")}</h3>
          <FactList specs={attributes} {...list} />
        </section>
      ) : null}
      {changes.length > 0 ? (
        <div className="border-t border-line pt-3">
          <AllChanges specs={[...facts, ...attributes]} changes={changes} timeZone={timeZone} />
        </div>
      ) : null}
    </div>
  );
}

type SpecsProps = Pick<FactsPanelProps, "customer" | "owners" | "timeZone">;

function useFactSpecs({ customer, owners, timeZone }: SpecsProps): FactSpec[] {
  const t = useTranslations("customers");
  const roles = useTranslations("users.role");
  const since = customer.lifecycleSince
    ? { note: t("page.since", { date: formatDate(customer.lifecycleSince, timeZone) }) }
    : {};
  const everyOwner =
    customer.owner && !owners.some(({ id }) => id === customer.owner?.id) ? [...owners, customer.owner] : owners;
  return [
    { field: "name", label: t("form.name"), editor: "text", value: customer.name, required: true },
    {
      field: "lifecycle",
      label: t("page.stage"),
      editor: "choice",
      value: customer.lifecycle,
      required: true,
      options: Object.values(LifecycleStage).map((stage) => ({ value: stage, label: t(`lifecycle.${stage}`) })),
      ...since,
    },
    {
      field: "ownerId",
      label: t("page.owner"),
      editor: "choice",
      value: customer.owner?.id ?? null,
      options: everyOwner.map(({ id, name }) => ({ value: id, label: name })),
      readOnly: owners.length === 0,
      ...(customer.owner ? { note: roles(customer.owner.role) } : {}),
    },
    { field: "email", label: t("page.email"), editor: "email", value: customer.email },
    { field: "phone", label: t("page.phone"), editor: "tel", value: customer.phone },
    { field: "city", label: t("form.city"), editor: "text", value: customer.city },
    { field: "country", label: t("form.country"), editor: "text", value: customer.country },
    { field: "language", label: t("page.language"), editor: "text", value: customer.language },
    { field: "tags", label: t("form.tags"), editor: "tags", value: customer.tags },
    {
      field: "kind",
      label: t("form.kind"),
      editor: "choice",
      value: customer.kind,
      required: true,
      options: Object.values(CustomerKind).map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
    },
    {
      field: "side",
      label: t("page.side"),
      editor: "choice",
      value: customer.side,
      required: true,
      options: Object.values(CustomerSide).map((side) => ({ value: side, label: t(`side.${side}`) })),
    },
    { field: "externalId", label: t("page.number"), editor: "text", value: customer.externalId },
  ];
}

function Figure({ value, label }: { value: string; label: string }) {
  return (
    <div className="flex flex-col-reverse justify-end px-3 py-2">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="figures text-base font-semibold">{value}</dd>
    </div>
  );
}

/** What is reckoned, not written: it cannot be edited. */
function Given({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[5.25rem_minmax(0,1fr)] gap-x-2">
      <dt className="text-xs leading-5 text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
