"use client";

import { UserMinus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toaster";
import {
  changeRoleAction,
  removeMemberAction,
  restoreMemberAction,
  withdrawInvitationAction,
} from "@/lib/users/actions";

type MemberProps = {
  membershipId: string;
  name: string;
  role: string;
  roles: readonly { value: string; label: string }[];
};

/** A member's role as a choice that takes effect at once. */
export function RoleSelect({ membershipId, name, role, roles }: MemberProps) {
  const t = useTranslations("settings");
  const toast = useToast();
  const [pending, begin] = useTransition();
  return (
    <Field label={t("roleOf", { name })} labelHidden>
      <Select
        key={role}
        options={[...roles]}
        defaultValue={role}
        disabled={pending}
        onChange={(event) => {
          const next = event.currentTarget.value;
          begin(async () => {
            const result = await changeRoleAction(null, { membershipId, role: next as "admin" });
            if (result?.ok)
              toast.say(t("roleChanged", { name, role: roles.find(({ value }) => value === next)?.label ?? next }));
            else toast.fail(result?.message ?? "");
          });
        }}
      />
    </Field>
  );
}

export function RemoveMember({ membershipId, name }: Pick<MemberProps, "membershipId" | "name">) {
  const t = useTranslations("settings");
  const toast = useToast();
  const [pending, begin] = useTransition();
  return (
    <IconButton
      label={t("remove", { name })}
      icon={<UserMinus aria-hidden />}
      disabled={pending}
      onClick={() =>
        begin(async () => {
          const result = await removeMemberAction(null, { membershipId });
          if (result?.ok) {
            toast.undo(t("removed", { name }), async () => {
              await restoreMemberAction(null, { membershipId });
            });
          } else toast.fail(result?.message ?? "");
        })
      }
    />
  );
}

export function WithdrawInvitation({ id }: { id: string }) {
  const t = useTranslations("settings");
  const toast = useToast();
  const [pending, begin] = useTransition();
  return (
    <Button
      size="sm"
      disabled={pending}
      onClick={() =>
        begin(async () => {
          const result = await withdrawInvitationAction(null, { id });
          if (result?.ok) toast.say(t("withdrawn"));
          else toast.fail(result?.message ?? "");
        })
      }
    >
      {t("withdraw")}
    </Button>
  );
}
