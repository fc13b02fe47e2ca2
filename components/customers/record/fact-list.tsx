"use client";

import type { FactHistory } from "@/lib/customers/history";
import { changesOf, type FactSpec } from "./fact";
import { FactRow } from "./fact-row";

export type FactListProps = {
  customerId: string;
  specs: readonly FactSpec[];
  changes: readonly FactHistory[];
  timeZone: string;
  mayEdit: boolean;
};

/** Properties under each other, each edited in its place. */
export function FactList({ specs, changes, ...rest }: FactListProps) {
  return (
    <dl className="flex flex-col gap-1.5">
      {specs.map((spec) => (
        <FactRow key={spec.field} spec={spec} changes={changesOf(changes, spec.field)} {...rest} />
      ))}
    </dl>
  );
}
