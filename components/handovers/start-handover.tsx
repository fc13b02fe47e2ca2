"use client";

import { ArrowRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { startHandoverAction } from "@/lib/handovers/actions";
import type { FarmerChoice } from "@/lib/handovers/handover";

/** Offers a won deal's customer to a farmer; the one with the fewest customers is chosen already. */
export function StartHandover({ dealId, farmers }: { dealId: string; farmers: readonly FarmerChoice[] }) {
  const t = useTranslations("handovers");
  const router = useRouter();
  const [farmerId, setFarmerId] = useState(farmers.find(({ suggested }) => suggested !== null)?.userId ?? "");
  const [error, setError] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const begin = () =>
    start(async () => {
      const done = await startHandoverAction(null, { dealId, farmerId });
      if (!done) return;
      if (!done.ok) return setError(done.fieldErrors.farmerId ?? done.message);
      router.push(`/handovers/${done.value.id}`);
    });
  return (
    <Card className="border-accent">
      <CardHeader title={t("offer.title")} />
      <CardBody className="flex flex-col gap-3">
        <p className="text-muted">{t("offer.why")}</p>
        {farmers.length === 0 ? (
          <p>{t("offer.nobody")}</p>
        ) : (
          <>
            <Field label={t("farmer")} error={error ?? undefined}>
              <Select
                value={farmerId}
                onChange={(event) => {
                  setError(null);
                  setFarmerId(event.target.value);
                }}
                options={farmers.map(({ userId, name, accounts, suggested }) => ({
                  value: userId,
                  label: t(`choice.${suggested ?? "plain"}`, { name, accounts }),
                }))}
              />
            </Field>
            <Button
              variant="primary"
              icon={<ArrowRight aria-hidden />}
              pending={pending}
              onClick={begin}
              className="w-fit"
            >
              {t("offer.start")}
            </Button>
          </>
        )}
      </CardBody>
    </Card>
  );
}
