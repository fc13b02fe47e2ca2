import { type DraftCustomer, placeOf, type Writer } from "./draft";

const MOST = 6;
const keyOf = (writer: Writer) => `${placeOf(writer)}.recent`;

/** Customers looked at on this device, latest first: found again without a network. */
export function recentCustomers(writer: Writer): DraftCustomer[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(keyOf(writer)) ?? "[]");
    return Array.isArray(read) ? read.filter((one): one is DraftCustomer => Boolean(one?.id && one?.name)) : [];
  } catch {
    return [];
  }
}

export function rememberCustomer(writer: Writer, customer: DraftCustomer): void {
  try {
    const others = recentCustomers(writer).filter(({ id }) => id !== customer.id);
    localStorage.setItem(keyOf(writer), JSON.stringify([customer, ...others].slice(0, MOST)));
  } catch {
    // A browser that keeps nothing: they are searched for instead.
  }
}
