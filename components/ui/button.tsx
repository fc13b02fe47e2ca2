import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** The look of everything that is pressed; link-button and icon-button wear it too. */
export const buttonLook = cva(
  "inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-md border font-medium transition-colors select-none disabled:opacity-50 aria-disabled:opacity-50 aria-disabled:pointer-events-none",
  {
    variants: {
      variant: {
        primary:
          "border-transparent bg-accent text-on-accent hover:bg-[color-mix(in_srgb,var(--color-accent)_90%,var(--color-ink))]",
        secondary: "border-line-strong bg-surface text-ink hover:bg-hover",
        ghost:
          "border-transparent text-muted hover:bg-[color-mix(in_srgb,var(--color-ink)_5%,transparent)] hover:text-ink",
        soft: "border-transparent bg-accent-soft text-accent-text hover:bg-[color-mix(in_srgb,var(--color-accent)_8%,var(--color-accent-soft))]",
        danger: "border-detractor-text bg-surface text-detractor-text hover:bg-detractor-soft",
        link: "border-transparent text-accent-text underline-offset-4 hover:underline",
      },
      size: {
        sm: "h-7 px-2 text-xs touch:h-11 touch:px-3 touch:text-sm",
        md: "h-8 px-3 text-sm touch:h-11 touch:px-4",
        lg: "h-11 px-4 text-base",
      },
    },
    compoundVariants: [{ variant: "link", class: "h-auto px-0 touch:min-h-11 touch:px-0" }],
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export type ButtonLook = VariantProps<typeof buttonLook>;

export type ButtonProps = ComponentProps<"button"> &
  ButtonLook & {
    /** A lucide element, 16 pixels, before the words. */
    icon?: ReactNode;
    /** Shows that work is under way and refuses a second press. */
    pending?: boolean;
  };

export function Button({ variant, size, icon, pending, className, children, type, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type={type ?? "button"}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      className={cn(buttonLook({ variant, size }), className)}
      {...rest}
    >
      {pending ? <LoaderCircle aria-hidden className="animate-spin" /> : icon}
      {children}
    </button>
  );
}
