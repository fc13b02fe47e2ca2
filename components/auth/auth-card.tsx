import type { ReactNode } from "react";
import { Mark } from "@/components/layout/mark";

/** The frame of pages before sign-in: the sign, a title, and one thing to do. */
export function AuthCard({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-[400px]">
        <div className="mb-8 flex items-center gap-2">
          <Mark className="size-6" />
          <span className="text-base font-semibold">Waymark</span>
        </div>
        <h1 className="text-xl font-semibold">{title}</h1>
        {lead ? <p className="mt-1 text-sm text-muted">{lead}</p> : null}
        <div className="mt-6">{children}</div>
      </div>
    </main>
  );
}
