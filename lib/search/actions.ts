"use server";

import { getTranslations } from "next-intl/server";
import { requireActor } from "../auth/doors";
import { type Found, searchEverything } from "./queries";

const PLACES: Record<Exclude<Found["kind"], "quote">, string> = {
  customer: "/customers",
  segment: "/segments",
  survey: "/surveys",
  journey: "/journeys",
};

/** A voice has no page of its own: the list is narrowed to the words it begins with. */
const placeOf = ({ kind, id, label }: Found): string =>
  kind === "quote"
    ? `/quotes?q=${encodeURIComponent(label.split(/\s+/).slice(0, 6).join(" "))}`
    : `${PLACES[kind]}/${id}`;

/** For the command palette: what fits, as links. */
export async function searchAction(words: string): Promise<{ label: string; sub?: string; href: string }[]> {
  const actor = await requireActor();
  const [found, t] = await Promise.all([searchEverything(actor, String(words)), getTranslations("customers")]);
  return found.map((one) => ({
    label: one.label,
    sub: one.kind === "customer" ? one.sub || undefined : t(`found.${one.kind}`),
    href: placeOf(one),
  }));
}

/** For a field where a customer is chosen. */
export async function findCustomersAction(words: string): Promise<{ id: string; name: string; sub: string }[]> {
  const actor = await requireActor();
  const found = await searchEverything(actor, String(words));
  return found.filter(({ kind }) => kind === "customer").map(({ id, label, sub }) => ({ id, name: label, sub }));
}
