import type { ReactNode } from "react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";

export type RecordSectionProps = {
  title: string;
  meta?: ReactNode;
  action?: ReactNode;
  /** One muted line when there is nothing. */
  empty?: string | undefined;
  children?: ReactNode;
};

/** One relation of the customer: title, count, rows. */
export function RecordSection({ title, meta, action, empty, children }: RecordSectionProps) {
  return (
    <Card>
      <CardHeader title={title} meta={meta} action={action} />
      <CardBody>{empty ? <p className="text-muted">{empty}</p> : children}</CardBody>
    </Card>
  );
}
