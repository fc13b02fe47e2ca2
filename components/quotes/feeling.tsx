import { Angry, Frown, Laugh, type LucideIcon, Meh, Minus, Smile } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";

/** Message keys of the five feelings; null: it tells neither. */
export const FEELING_KEY = {
  "-2": "upset",
  "-1": "unhappy",
  "0": "neutral",
  "1": "pleased",
  "2": "delighted",
} as const;
export type FeelingKey = (typeof FEELING_KEY)[keyof typeof FEELING_KEY];

export function feelingKey(feeling: number | null): FeelingKey | null {
  return feeling === null ? null : (FEELING_KEY[String(feeling) as keyof typeof FEELING_KEY] ?? null);
}

const ICON: Record<FeelingKey, LucideIcon> = {
  upset: Angry,
  unhappy: Frown,
  neutral: Meh,
  pleased: Smile,
  delighted: Laugh,
};

export const feelingTone = (feeling: number | null): string =>
  feeling === null || feeling === 0 ? "text-muted" : feeling < 0 ? "text-detractor-text" : "text-promoter-text";

export type FeelingMarkProps = {
  feeling: number | null;
  /** The word beside the face; otherwise it is only read out. */
  withWord?: boolean;
  className?: string;
};

/** A face and its word: the colour is never the only sign. */
export function FeelingMark({ feeling, withWord, className }: FeelingMarkProps) {
  const t = useTranslations("quotes.feeling");
  const key = feelingKey(feeling);
  if (key === null) return null;
  const Icon = ICON[key];
  return (
    <span
      title={withWord ? undefined : t(key)}
      className={cn("inline-flex items-center gap-1", feelingTone(feeling), className)}
    >
      <Icon aria-hidden />
      <span className={withWord ? undefined : "sr-only"}>{t(key)}</span>
    </span>
  );
}

const CHOICES: readonly { value: string; feeling: number | null }[] = [
  { value: "", feeling: null },
  ...[-2, -1, 0, 1, 2].map((feeling) => ({ value: String(feeling), feeling })),
];

export type FeelingPickerProps = {
  name: string;
  value: string;
  onValueChange: (value: string) => void;
  error?: string;
};

/** Five faces and "not said"; the word of the chosen one stands beside the question. */
export function FeelingPicker({ name, value, onValueChange, error }: FeelingPickerProps) {
  const t = useTranslations("quotes.feeling");
  const chosen = feelingKey(value === "" ? null : Number(value));
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-xs font-medium text-muted">
        {t("label")} <span className="font-normal text-ink">{t(chosen ?? "notSaid")}</span>
      </legend>
      <div className="flex gap-1">
        {CHOICES.map((choice) => {
          const key = feelingKey(choice.feeling);
          const Icon = key === null ? Minus : ICON[key];
          const isChosen = choice.value === value;
          return (
            <label
              key={choice.value}
              title={t(key ?? "notSaid")}
              className={cn(
                "relative inline-flex h-8 flex-1 items-center justify-center rounded-md border has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent touch:h-11",
                isChosen
                  ? cn(
                      choice.feeling === null || choice.feeling === 0
                        ? "border-accent bg-accent-soft text-accent-text"
                        : choice.feeling < 0
                          ? "border-detractor-text bg-detractor-soft text-detractor-text"
                          : "border-promoter-text bg-promoter-soft text-promoter-text",
                    )
                  : "border-line-strong bg-surface text-muted hover:bg-hover",
              )}
            >
              <input
                type="radio"
                name={name}
                value={choice.value}
                checked={isChosen}
                onChange={() => onValueChange(choice.value)}
                className="sr-only"
              />
              <Icon aria-hidden />
              <span className="sr-only">{t(key ?? "notSaid")}</span>
            </label>
          );
        })}
      </div>
      {error ? <p className="mt-1 text-xs text-detractor-text">{error}</p> : null}
    </fieldset>
  );
}
