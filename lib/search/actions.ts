"use server";

import { getTranslations } from "next-intl/server";
import { requireActor } from "../auth/doors";
import { type Found, searchEverything } from "./queries";

const PLACES: Record<Found["kind"], string> = {
  customer: "/customers",
  segment: "/segments",
  survey: "/surveys",
  journey: "/journeys",
};

/** For the command palette: what fits, as links. */
export async function searchAction(words: string): Promise<{ label: string; sub?: string; href: string }[]> {
  const actor = await requireActor();
  const [found, t] = await Promise.all([searchEverything(actor, String(words)), getTranslations("customers")]);
  return found.map(({ kind, id, label, sub }) => ({
    label,
    sub: kind === "customer" ? sub || undefined : t(`found.${kind}`),
    href: `${PLACES[kind]}/${id}`,
  }));
}

/** For a field where a customer is chosen. */
export async function findCustomersAction(words: string): Promise<{ id: string; name: string; sub: string }[]> {
  const actor = await requireActor();
  const found = await searchEverything(actor, String(words));
  return found.filter(({ kind }) => kind === "customer").map(({ id, label, sub }) => ({ id, name: label, sub }));
}
