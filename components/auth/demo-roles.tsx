"use client";

import { ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { FormMessage } from "@/components/ui/form-message";
import { signInToDemo } from "@/lib/auth/sign-in-client";

type Person = { role: "admin" | "cx_manager" | "farmer" | "hunter" | "executive"; name: string };

/** One button a role: who of the demo workspace do you want to be? */
export function DemoRoles({ people }: { people: readonly Person[] }) {
  const t = useTranslations("auth");
  const roles = useTranslations("users");
  const router = useRouter();
  const [chosen, setChosen] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);

  async function choose(role: Person["role"]) {
    setChosen(role);
    setFailed(false);
    if ((await signInToDemo(role)) === "ok") {
      router.push("/");
      router.refresh();
    } else {
      setChosen(null);
      setFailed(true);
    }
  }

  return (
    <div className="flex flex-col gap-3">
      <ul className="overflow-hidden rounded-lg border border-line bg-surface">
        {people.map(({ role, name }) => (
          <li key={role} className="border-line not-first:border-t">
            <button
              type="button"
              data-demo-role={role}
              disabled={chosen !== null}
              onClick={() => void choose(role)}
              className="ring-inset-focus flex w-full items-center gap-3 px-3 py-2.5 text-start hover:bg-hover disabled:opacity-60"
            >
              <Avatar name={name} kind="person" />
              <span className="min-w-0 flex-1">
                <span className="block text-sm font-medium">{roles(`role.${role}`)}</span>
                <span className="block text-xs text-muted">
                  {name} · {roles(`roleDoes.${role}`)}
                </span>
              </span>
              <ChevronRight aria-hidden className="text-muted" />
            </button>
          </li>
        ))}
      </ul>
      <FormMessage tone="error">{failed ? t("unavailable") : null}</FormMessage>
    </div>
  );
}
