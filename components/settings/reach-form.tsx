"use client";

import { useTranslations } from "next-intl";
import { useActionState, useState } from "react";
import { FormMessage } from "@/components/ui/form-message";
import { RadioGroup } from "@/components/ui/radio-group";
import { SubmitButton } from "@/components/ui/submit-button";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { type ReachFigures, seenBy } from "@/lib/customers/seen";
import { updateReachAction } from "@/lib/workspaces/actions";
import type { ReachInput } from "@/lib/workspaces/schema";

const SCOPES = ["own", "team", "all"] as const;
type Scope = (typeof SCOPES)[number];

/** Which customers hunters and farmers see, with what each of them would see when it is saved. */
export function ReachForm({ now, figures }: { now: ReachInput; figures: ReachFigures }) {
  const t = useTranslations("workspaces.reach");
  const role = useTranslations("users.role");
  const [state, submit] = useActionState(updateReachAction, null);
  const [chosen, setChosen] = useState(now);
  const isChanged = chosen.hunterSees !== now.hunterSees || chosen.farmerSees !== now.farmerSees;
  const count = (n: number) => n.toLocaleString("en");
  return (
    <form action={submit} className="flex max-w-[860px] flex-col gap-6">
      <div className="flex max-w-[640px] flex-col gap-2 text-base text-pretty">
        <p>{t("lead")}</p>
        <p className="text-sm text-muted">{t("figures")}</p>
      </div>
      <div className="grid gap-6 md:grid-cols-2">
        {(["hunterSees", "farmerSees"] as const).map((name) => (
          <RadioGroup
            key={name}
            name={name}
            legend={t(name)}
            value={chosen[name]}
            onValueChange={(value) => setChosen({ ...chosen, [name]: value as Scope })}
            options={SCOPES.map((value) => ({ value, label: t(`scope.${value}`), hint: t(`hint.${value}`) }))}
            error={state?.ok === false ? state.fieldErrors[name] : undefined}
          />
        ))}
      </div>
      <p className="max-w-[640px] text-sm text-muted text-pretty">
        {t("nobodys", { count: figures.nobodys, customers: figures.customers })}
      </p>
      <div className="flex items-center gap-3">
        <SubmitButton variant="primary">{t("save")}</SubmitButton>
        <FormMessage tone="done">{state?.ok && !isChanged ? t("saved") : null}</FormMessage>
        <FormMessage tone="error">{state?.ok === false ? state.message : null}</FormMessage>
      </div>
      {figures.sellers.length === 0 ? (
        <p className="text-muted">{t("noSellers")}</p>
      ) : (
        <Table label={t("table")} look="inset">
          <thead>
            <tr>
              <Th>{t("seller")}</Th>
              <Th>{t("team")}</Th>
              <Th end>{t("own")}</Th>
              <Th end>{t("shared")}</Th>
              <Th end>{isChanged ? t("seesAfter") : t("seesNow")}</Th>
            </tr>
          </thead>
          <tbody>
            {figures.sellers.map((seller) => (
              <Tr key={seller.userId}>
                <Td>
                  {seller.name}
                  <span className="text-muted"> · {role(seller.role)}</span>
                </Td>
                <Td muted>
                  {seller.teamName ?? t("noTeam")}
                  {seller.leads ? `, ${t("leads")}` : ""}
                </Td>
                <Td end>{count(seller.own)}</Td>
                <Td end>{count(seller.shared)}</Td>
                <Td end>{count(seenBy(seller, chosen[`${seller.role}Sees`], figures))}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </form>
  );
}
