import { useTranslations } from "next-intl";
import { cn } from "./cn";

/** A grey shape where something will be. Give it width and height. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        "block animate-pulse rounded-sm bg-[color-mix(in_srgb,var(--color-ink)_7%,transparent)]",
        className,
      )}
    />
  );
}

/** A list on its way: rows as high as the real ones, so that nothing jumps. */
export function SkeletonRows({ rows = 12 }: { rows?: number }) {
  const t = useTranslations("common");
  return (
    <div role="status">
      <span className="sr-only">{t("loading")}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-9 items-center gap-6 border-b border-line px-6 touch:h-11 max-md:px-4">
          <Skeleton className="h-3 w-40" />
          <Skeleton className="h-3 w-24" />
          <Skeleton className="ms-auto h-3 w-16" />
        </div>
      ))}
    </div>
  );
}

/** A page on its way: headline, then a block. */
export function SkeletonPage() {
  const t = useTranslations("common");
  return (
    <div role="status" className="flex flex-col gap-4 p-6 max-md:p-4">
      <span className="sr-only">{t("loading")}</span>
      <Skeleton className="h-7 w-80 max-w-full" />
      <Skeleton className="h-4 w-120 max-w-full" />
      <Skeleton className="h-56 w-full rounded-lg" />
      <Skeleton className="h-40 w-full rounded-lg" />
    </div>
  );
}
