import type { ReactNode } from "react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";

export type Definition = { term: string; text: string };

/** What the numbers of a page mean, written out on the page itself. */
export function Definitions({
  title,
  action,
  meta,
  list,
}: {
  title: string;
  action?: ReactNode;
  meta?: ReactNode;
  list: readonly Definition[];
}) {
  return (
    <Card>
      <CardHeader title={title} meta={meta} action={action} />
      <CardBody>
        <dl className="grid gap-x-8 gap-y-3 md:grid-cols-2">
          {list.map(({ term, text }) => (
            <div key={term} className="min-w-0">
              <dt className="text-sm font-medium">{term}</dt>
              <dd className="text-sm text-pretty text-muted">{text}</dd>
            </div>
          ))}
        </dl>
      </CardBody>
    </Card>
  );
}
