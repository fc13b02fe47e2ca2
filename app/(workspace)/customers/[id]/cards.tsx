import { ContractsCard } from "@/components/contracts/contracts-card";
import { ShareDialog } from "@/components/customers/share/share-dialog";
import { HandoverCard } from "@/components/handovers/handover-card";
import { HealthCard } from "@/components/health/health-card";
import { HabitFigures } from "@/components/lifecycle/habit-figures";
import { ReferredBy } from "@/components/lifecycle/referred-by";
import { FollowButton } from "@/components/notifications/follow-button";
import { NextOffersCard } from "@/components/offers/next-offers-card";
import { PlanCard } from "@/components/plans/plan-card";
import { PromisesCard } from "@/components/promises/promises-card";
import { TasksCard } from "@/components/tasks/tasks-card";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { contractsOfCustomer } from "@/lib/contracts/queries";
import { isFollowing } from "@/lib/customers/queries/follow";
import { listShares } from "@/lib/customers/queries/shares";
import { handoversOfCustomer } from "@/lib/handovers/queries";
import { healthOfCustomer } from "@/lib/health/queries";
import { promisesOfCustomer } from "@/lib/interactions/queries/promises";
import { customerHabit } from "@/lib/lifecycle/queries/habit";
import { customerSelfService } from "@/lib/lifecycle/queries/self-service";
import { getReferrals } from "@/lib/lifecycle/queries/sides";
import { listCustomerOffers, suggestionsFor } from "@/lib/offers/queries";
import { planOfCustomer } from "@/lib/plans/queries";
import { tasksOfCustomer } from "@/lib/tasks/queries";

/** What every card of the right column is given; each asks for its own, so that none waits for another. */
export type CardProps = {
  actor: Actor;
  customer: { id: string; name: string };
  now: Date;
  /** YYYY-MM-DD in the workspace's zone. */
  today: string;
  timeZone: string;
  currency: string;
  smallGroup: number;
};

export async function OfferCardOf({ actor, customer, now, today, timeZone, smallGroup }: CardProps) {
  if (!may(actor, "offers.read")) return null;
  const [suggestions, offers] = await Promise.all([
    suggestionsFor(actor, customer.id, { now, today }),
    listCustomerOffers(actor, customer.id),
  ]);
  const mayWrite = may(actor, "offers.write");
  return <NextOffersCard {...{ suggestions, offers, timeZone, smallGroup, mayWrite }} />;
}

export async function HandoverCardOf({ actor, customer, timeZone }: CardProps) {
  if (!may(actor, "handovers.read")) return null;
  return <HandoverCard handovers={await handoversOfCustomer(actor, customer.id)} timeZone={timeZone} />;
}

export async function HealthCardOf({ actor, customer, now, timeZone }: CardProps) {
  if (!may(actor, "health.read")) return null;
  const health = await healthOfCustomer(actor, customer.id, { now });
  const mayChange = may(actor, "health.write");
  return <HealthCard customerId={customer.id} {...{ health, now, timeZone, mayChange }} />;
}

export async function TasksCardOf({ actor, customer, today, timeZone }: CardProps) {
  if (!may(actor, "tasks.read")) return null;
  const tasks = await tasksOfCustomer(actor, customer.id);
  return <TasksCard mayWrite={may(actor, "tasks.write")} {...{ tasks, customer, today, timeZone }} />;
}

export async function PromisesCardOf({ actor, customer, today, timeZone }: CardProps) {
  if (!may(actor, "interactions.read")) return null;
  const promises = await promisesOfCustomer(actor, customer.id);
  return <PromisesCard mayWrite={may(actor, "interactions.write")} {...{ promises, customer, today, timeZone }} />;
}

export async function PlanCardOf({ actor, customer, today }: CardProps) {
  if (!may(actor, "plans.read")) return null;
  const goals = await planOfCustomer(actor, customer.id);
  return <PlanCard mayWrite={may(actor, "plans.write")} {...{ goals, customer, today }} />;
}

export async function ContractsCardOf({ actor, customer, currency, today }: CardProps) {
  if (!may(actor, "contracts.read")) return null;
  const contracts = await contractsOfCustomer(actor, customer.id);
  return <ContractsCard mayWrite={may(actor, "contracts.write")} {...{ contracts, customer, currency, today }} />;
}

/** Its own rhythm, how much of it needs nobody of ours, and who brought whom. */
export async function LifecycleCardOf({ actor, customer, now, today, timeZone }: CardProps) {
  if (!may(actor, "lifecycle.read")) return null;
  const [habit, service, referrals] = await Promise.all([
    customerHabit(actor, customer.id, { now, today }),
    customerSelfService(actor, customer.id, now),
    getReferrals(actor, customer.id),
  ]);
  return (
    <ReferredBy mayWrite={may(actor, "customers.write")} facts={referrals} {...{ customer, timeZone }}>
      <HabitFigures habit={habit} service={service} />
    </ReferredBy>
  );
}

export async function ShareOf({
  actor,
  customer,
  timeZone,
  isArchived,
}: Pick<CardProps, "actor" | "customer" | "timeZone"> & { isArchived: boolean }) {
  // Archived customers keep their shares and get no new ones.
  if (isArchived || !may(actor, "customers.share")) return null;
  const shares = await listShares(actor, customer.id);
  return <ShareDialog customerId={customer.id} customerName={customer.name} timeZone={timeZone} {...shares} />;
}

export async function FollowOf({ actor, customer }: Pick<CardProps, "actor" | "customer">) {
  if (!actor.userId) return null;
  return (
    <FollowButton customerId={customer.id} name={customer.name} following={await isFollowing(actor, customer.id)} />
  );
}
