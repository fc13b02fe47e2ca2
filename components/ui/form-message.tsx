import { CircleAlert, CircleCheck, Info } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

export type FormMessageProps = { tone?: "error" | "done" | "info" | "warn"; children: ReactNode; className?: string };

const looks = {
  error: "bg-detractor-soft text-detractor-text",
  done: "bg-promoter-soft text-promoter-text",
  info: "bg-accent-soft text-accent-text",
  warn: "bg-warn-soft text-warn-text",
};

/** What a whole form or block has to say; nothing is rendered without words. */
export function FormMessage({ tone = "error", children, className }: FormMessageProps) {
  if (children === null || children === undefined || children === "") return null;
  const Icon = tone === "done" ? CircleCheck : tone === "info" ? Info : CircleAlert;
  return (
    <div
      role={tone === "error" ? "alert" : "status"}
      className={cn("flex items-start gap-2 rounded-md px-3 py-2 text-sm", looks[tone], className)}
    >
      <Icon aria-hidden className="mt-0.5" />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
