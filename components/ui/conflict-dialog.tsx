import type { ReactNode } from "react";
import { Dialog } from "./dialog";

export type ConflictDialogProps = {
  title: string;
  description: string;
  /** Who wrote what; null while there is no conflict. */
  sides: Record<"theirs" | "mine", { name: string; text: string }> | null;
  /** Closed without a choice: what the other wrote stays. */
  onClose: () => void;
  /** The choices, main one last. */
  footer: ReactNode;
};

/** Two wrote in one place: the second sees the words of both and chooses. */
export function ConflictDialog({ title, description, sides, onClose, footer }: ConflictDialogProps) {
  return (
    <Dialog
      open={sides !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      description={description}
      footer={footer}
    >
      {sides ? (
        <dl className="grid gap-3 sm:grid-cols-2">
          {(["theirs", "mine"] as const).map((side) => (
            <div key={side} className="rounded-md border border-line p-3">
              <dt className="text-xs text-muted">{sides[side].name}</dt>
              <dd className="mt-1 wrap-break-word whitespace-pre-line">{sides[side].text}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </Dialog>
  );
}
