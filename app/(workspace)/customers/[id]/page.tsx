import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache, Suspense } from "react";
import { CustomerMenu, StepDone } from "@/components/customers/customer-menus";
import { AccountNpsLine } from "@/components/customers/record/account-nps-line";
import { FactsPanel } from "@/components/customers/record/facts-panel";
import { Feelings } from "@/components/customers/record/feelings";
import { Notes } from "@/components/customers/record/notes";
import { People } from "@/components/customers/record/people";
import { RecordColumns } from "@/components/customers/record/record-columns";
import { StakeholderMap } from "@/components/customers/record/stakeholder-map";
import { TimelinePanel } from "@/components/customers/record/timeline-panel";
import { RecordPager } from "@/components/customers/record-pager";
import { CasesSection, DealsSection, StepsSection } from "@/components/customers/side-sections";
import { AddDeal } from "@/components/deals/add-deal";
import { LogLauncher } from "@/components/interactions/log-launcher";
import { PageHeader } from "@/components/layout/page-header";
import { FormMessage } from "@/components/ui/form-message";
import { Skeleton } from "@/components/ui/skeleton";
import type { Actor } from "@/lib/auth/actor";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { accountNps, voicesOf } from "@/lib/customers/account-nps";
import { casesOfCustomer, getCustomer, getCustomerRecord } from "@/lib/customers/queries/customer";
import { listAttributeDefinitions } from "@/lib/customers/queries/definitions";
import { countTimeline, listTimeline } from "@/lib/customers/queries/timeline";
import { readTimelineUrl, type TimelineUrl } from "@/lib/customers/timeline-url";
import { listCustomerDeals } from "@/lib/deals/queries";
import { env } from "@/lib/env";
import { formatAgo, formatDate } from "@/lib/format";
import { openNextSteps } from "@/lib/interactions/queries";
import { orderFigures } from "@/lib/orders/queries";
import { dayIn } from "@/lib/period";
import { worthOfCustomer } from "@/lib/segments/queries/worth";
import { listPersonalSurveys } from "@/lib/surveys/queries";
import { listMembers } from "@/lib/users/queries";
import { MergedNote } from "../../_everyday/merged-note";
import {
  type CardProps,
  ContractsCardOf,
  FollowOf,
  HandoverCardOf,
  HealthCardOf,
  LifecycleCardOf,
  OfferCardOf,
  PlanCardOf,
  PromisesCardOf,
  ShareOf,
  TasksCardOf,
} from "./cards";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<TimelineUrl & { log?: string }> };

// The title asks for the same customer as the page.
const load = cache((actor: Actor, id: string) => orNotFound(getCustomer(actor, id)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor }, { id }] = await Promise.all([requireSession(), params]);
  return { title: (await load(actor, id)).name };
}

export default async function CustomerPage({ params, searchParams }: Props) {
  const [{ actor, workspace }, { id }, asked] = await Promise.all([requireSession(), params, searchParams]);
  const customer = await load(actor, id);
  const now = new Date();
  const { timeZone, currency, smallGroup } = workspace;
  const url = readTimelineUrl(asked, { now, timeZone });
  const mayWrite = may(actor, "customers.write");
  const mayLog = may(actor, "interactions.write");
  const [
    t,
    interactions,
    definitions,
    record,
    timeline,
    counts,
    cases,
    steps,
    deals,
    spending,
    worth,
    members,
    surveys,
  ] = await Promise.all([
    getTranslations("customers"),
    getTranslations("interactions"),
    listAttributeDefinitions(actor),
    getCustomerRecord(actor, id),
    listTimeline(actor, id, { ...url.filter, cursor: url.before }),
    countTimeline(actor, id, url.filter),
    casesOfCustomer(actor, id),
    openNextSteps(actor, id),
    listCustomerDeals(actor, id),
    orderFigures(actor, id, { now }),
    worthOfCustomer(actor, id),
    may(actor, "customers.assign") ? listMembers(actor) : [],
    may(actor, "surveys.publish") ? listPersonalSurveys(actor) : [],
  ]);
  const people = record.contacts.filter(({ archivedAt }) => archivedAt === null);
  const owners = members.map(({ userId, name, role }) => ({ id: userId, name, role }));
  const { lastNps, lastNpsAt } = customer.experience;
  const gave =
    lastNps === null || !lastNpsAt
      ? undefined
      : interactions("gave", { score: lastNps, ago: formatAgo(lastNpsAt, now, timeZone).toLowerCase() });
  const named = { id, name: customer.name };
  const card: CardProps = { actor, customer: named, now, today: dayIn(timeZone, now), timeZone, currency, smallGroup };
  // What needs doing comes first: cases lead where one is open.
  const openCases = <CasesSection open={cases.open} solved={cases.solved} now={now} timeZone={timeZone} />;
  const waiting = <Skeleton className="h-24 w-full" />;

  return (
    <>
      <PageHeader
        title={customer.name}
        breadcrumb={[{ href: "/customers", label: t("title") }]}
        beside={<RecordPager customerId={id} />}
        actions={
          <>
            {/* On a phone their icons are enough; who listens hears the words. */}
            <div className="flex gap-2 max-md:[&>button]:size-11 max-md:[&>button]:gap-0 max-md:[&>button]:px-0 max-md:[&>button]:text-[0px]">
              <Suspense>
                <FollowOf {...card} />
                <ShareOf {...card} isArchived={customer.archivedAt !== null} />
              </Suspense>
            </div>
            {mayWrite ? (
              <CustomerMenu
                id={id}
                name={customer.name}
                ownerId={customer.owner?.id ?? null}
                archived={customer.archivedAt !== null}
                owners={owners}
              />
            ) : null}
            {mayLog ? (
              <LogLauncher
                primary
                customer={{ ...named, sub: gave }}
                contacts={people}
                open={asked.log !== undefined}
              />
            ) : null}
          </>
        }
      />
      {customer.archivedAt ? (
        <div className="flex flex-col gap-2 px-6 pt-4 max-md:px-4">
          <FormMessage tone="warn">
            {t("page.archivedNote", { date: formatDate(customer.archivedAt, timeZone) })}
          </FormMessage>
          <MergedNote actor={actor} customerId={id} timeZone={timeZone} now={now} />
        </div>
      ) : null}
      <RecordColumns
        factsLabel={t("page.facts")}
        initial={url.isAsked ? "timeline" : "state"}
        facts={
          <FactsPanel
            customer={customer}
            definitions={definitions}
            changes={record.changes}
            spending={spending}
            worth={worth}
            currency={currency}
            timeZone={timeZone}
            mayEdit={mayWrite}
            owners={owners}
          >
            <Notes customerId={id} notes={record.notes} mayEdit={mayWrite} />
          </FactsPanel>
        }
        timeline={
          <>
            <Feelings feelings={record.feelings} timeZone={timeZone} />
            <TimelinePanel
              customerId={id}
              events={timeline.events}
              next={timeline.next}
              counts={counts}
              url={url}
              now={now}
              timeZone={timeZone}
              mayNote={mayWrite}
            />
          </>
        }
        state={
          <>
            {cases.open.length > 0 ? openCases : null}
            <Suspense fallback={waiting}>
              <OfferCardOf {...card} />
            </Suspense>
            {steps.length > 0 ? (
              <StepsSection
                steps={steps}
                today={card.today}
                done={(step) => (mayLog ? <StepDone id={step.id} text={step.text} /> : null)}
              />
            ) : null}
            <Suspense fallback={waiting}>
              <TasksCardOf {...card} />
              <PromisesCardOf {...card} />
              <HealthCardOf {...card} />
            </Suspense>
            <People
              customerId={id}
              contacts={people}
              mayEdit={mayWrite}
              timeZone={timeZone}
              surveys={surveys}
              publicUrl={env().PUBLIC_URL}
            >
              <div className="flex flex-col gap-2">
                <StakeholderMap contacts={people} />
                <AccountNpsLine account={accountNps(voicesOf(people, record.feelings))} least={smallGroup} />
              </div>
            </People>
            <DealsSection
              deals={deals}
              add={may(actor, "deals.write") ? <AddDeal currency={currency} customer={named} /> : null}
            />
            <Suspense fallback={waiting}>
              <PlanCardOf {...card} />
              <ContractsCardOf {...card} />
              <HandoverCardOf {...card} />
              <LifecycleCardOf {...card} />
            </Suspense>
            {cases.open.length === 0 ? openCases : null}
          </>
        }
      />
    </>
  );
}
