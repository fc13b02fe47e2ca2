import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AddPerson } from "@/components/customers/add-person";
import { CustomerMenu, StageMenu, StepDone } from "@/components/customers/customer-menus";
import { EditCustomer } from "@/components/customers/edit-customer";
import { Facts } from "@/components/customers/facts";
import { FeelingChart } from "@/components/customers/feeling-chart";
import { FeelingHeadline } from "@/components/customers/feeling-headline";
import {
  CasesSection,
  DealsSection,
  OffersSection,
  PeopleSection,
  StepsSection,
} from "@/components/customers/side-sections";
import { Timeline } from "@/components/customers/timeline";
import { AddDeal } from "@/components/deals/add-deal";
import { LogLauncher } from "@/components/interactions/log-launcher";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { FormMessage } from "@/components/ui/form-message";
import { LinkButton } from "@/components/ui/link-button";
import { LinkTabs } from "@/components/ui/tabs";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { feelingHeadline } from "@/lib/customers/headline";
import { casesOfCustomer, getCustomer, getCustomerRecord } from "@/lib/customers/queries/customer";
import { listAttributeDefinitions } from "@/lib/customers/queries/definitions";
import { countTimeline, listTimeline } from "@/lib/customers/queries/timeline";
import { isTimelineKind, TIMELINE_KINDS } from "@/lib/customers/timeline";
import { listCustomerDeals } from "@/lib/deals/queries";
import { formatAgo, formatCount, formatDate } from "@/lib/format";
import { openNextSteps } from "@/lib/interactions/queries";
import { listCustomerOffers } from "@/lib/offers/queries";
import { orderFigures } from "@/lib/orders/queries";
import { dayIn } from "@/lib/period";
import { listMembers } from "@/lib/users/queries";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ kind?: string; before?: string; log?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor }, { id }] = await Promise.all([requireSession(), params]);
  return { title: (await orNotFound(getCustomer(actor, id))).name };
}

export default async function CustomerPage({ params, searchParams }: Props) {
  const [{ actor, workspace }, { id }, asked] = await Promise.all([requireSession(), params, searchParams]);
  const customer = await orNotFound(getCustomer(actor, id));
  const kind = isTimelineKind(asked.kind) ? asked.kind : undefined;
  const now = new Date();
  const [t, definitions, record, timeline, { kinds: counts }, cases, steps, deals, offers, spending, members] =
    await Promise.all([
      getTranslations("customers"),
      listAttributeDefinitions(actor),
      getCustomerRecord(actor, id),
      listTimeline(actor, id, { kind, cursor: asked.before }),
      countTimeline(actor, id),
      casesOfCustomer(actor, id),
      openNextSteps(actor, id),
      listCustomerDeals(actor, id),
      listCustomerOffers(actor, id),
      orderFigures(actor, id, { now }),
      listMembers(actor),
    ]);
  const words = await getTranslations("record");
  const { timeZone, currency } = workspace;
  const { feelings } = record;
  const contacts = record.contacts.filter(({ archivedAt }) => archivedAt === null);
  const mayWrite = may(actor, "customers.write");
  const mayLog = may(actor, "interactions.write");
  const lastNps = customer.experience.lastNps;
  const interactions = await getTranslations("interactions");
  const gave =
    lastNps === null || !customer.experience.lastNpsAt
      ? undefined
      : interactions("gave", {
          score: lastNps,
          ago: formatAgo(customer.experience.lastNpsAt, now, timeZone).toLowerCase(),
        });
  const total = TIMELINE_KINDS.reduce((sum, one) => sum + counts[one], 0);
  const here = (query: string) => `/customers/${id}${query}`;
  const kindQuery = kind ? `kind=${kind}` : "";

  return (
    <>
      <PageHeader
        title={customer.name}
        breadcrumb={[{ href: "/customers", label: t("title") }]}
        actions={
          <>
            {mayWrite ? (
              <CustomerMenu
                id={id}
                name={customer.name}
                ownerId={customer.owner?.id ?? null}
                archived={customer.archivedAt !== null}
                owners={
                  may(actor, "customers.assign")
                    ? members.map(({ userId, name, role: has }) => ({ id: userId, name, role: has }))
                    : []
                }
              />
            ) : null}
            {mayLog ? (
              <LogLauncher
                primary
                customer={{ id, name: customer.name, sub: gave }}
                contacts={contacts}
                open={asked.log !== undefined}
              />
            ) : null}
          </>
        }
      />
      {customer.archivedAt ? (
        <div className="px-6 pt-4 max-md:px-4">
          <FormMessage tone="warn">
            {t("page.archivedNote", { date: formatDate(customer.archivedAt, timeZone) })}
          </FormMessage>
        </div>
      ) : null}
      {/* Columns follow the room that is left beside an open sheet, not the window. */}
      <div className="@container">
        <div className="grid grid-cols-1 @2xl:grid-cols-[16.25rem_minmax(0,1fr)] @5xl:min-h-[calc(100dvh-3.25rem)] @5xl:grid-cols-[16.25rem_minmax(0,1fr)_22rem]">
          <aside
            aria-label={t("page.facts")}
            className="border-line bg-background p-5 @max-2xl:order-2 @max-2xl:border-t @2xl:border-e max-md:p-4"
          >
            <Facts
              customer={customer}
              definitions={definitions}
              spending={spending}
              currency={currency}
              timeZone={timeZone}
              stageMenu={mayWrite ? <StageMenu id={id} stage={customer.lifecycle} /> : null}
              edit={
                mayWrite ? <EditCustomer customer={customer} definitions={definitions} currency={currency} /> : null
              }
            />
          </aside>
          <div className="min-w-0 bg-surface p-6 @max-2xl:order-1 max-md:p-4">
            <h2 className="text-xl font-semibold text-balance">
              <FeelingHeadline headline={feelingHeadline(feelings)} timeZone={timeZone} />
            </h2>
            {feelings.length > 0 ? (
              <>
                <p className="mt-1 mb-3 text-xs text-muted" title={t("feeling.rule")}>
                  {t("feeling.sub", { count: feelings.length })}
                </p>
                <FeelingChart feelings={feelings} timeZone={timeZone} />
              </>
            ) : (
              <p className="mt-1 text-sm text-muted">{t("feeling.noneLead")}</p>
            )}
            <LinkTabs
              label={t("timeline.kinds")}
              className="mt-4 mb-4 px-0 max-md:px-0"
              tabs={[
                { href: here(""), label: t("timeline.all"), count: formatCount(total), active: kind === undefined },
                ...TIMELINE_KINDS.filter((one) => counts[one] > 0 || one === kind).map((one) => ({
                  href: here(`?kind=${one}`),
                  label: words(`timeline.kind.${one}`),
                  count: formatCount(counts[one]),
                  active: kind === one,
                })),
              ]}
            />
            {timeline.events.length > 0 ? (
              <Timeline events={timeline.events} now={now} timeZone={timeZone} loudFirstAnswer={!asked.before} />
            ) : (
              <EmptyState title={kind ? t("timeline.emptyKind") : t("timeline.empty")}>
                {t("timeline.emptyLead")}
              </EmptyState>
            )}
            <div className="mt-6 flex gap-2">
              {asked.before ? (
                <LinkButton href={here(kindQuery ? `?${kindQuery}` : "")}>{t("timeline.newest")}</LinkButton>
              ) : null}
              {timeline.next ? (
                <LinkButton href={here(`?${[kindQuery, `before=${timeline.next}`].filter(Boolean).join("&")}`)}>
                  {t("timeline.older")}
                </LinkButton>
              ) : null}
            </div>
          </div>
          <div className="flex flex-col gap-5 border-line bg-surface p-6 @max-5xl:order-3 @max-5xl:border-t @2xl:@max-5xl:col-span-2 @5xl:border-s max-md:p-4">
            <CasesSection open={cases.open} solved={cases.solved} now={now} timeZone={timeZone} />
            <StepsSection
              steps={steps}
              today={dayIn(timeZone, now)}
              done={(step) => (mayLog ? <StepDone id={step.id} text={step.text} /> : null)}
            />
            <PeopleSection contacts={contacts} add={mayWrite ? <AddPerson customerId={id} /> : null} />
            <DealsSection
              deals={deals}
              add={
                may(actor, "deals.write") ? (
                  <AddDeal currency={currency} customer={{ id, name: customer.name }} />
                ) : null
              }
            />
            <OffersSection offers={offers} timeZone={timeZone} />
          </div>
        </div>
      </div>
    </>
  );
}
