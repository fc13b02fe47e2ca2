import type { ReactNode } from "react";
import { Button, type ButtonProps } from "./button";
import { cn } from "./cn";

export type IconButtonProps = Omit<ButtonProps, "icon" | "children"> & {
  /** What it does, for everyone who cannot see the icon; also the browser's tooltip. */
  label: string;
  icon: ReactNode;
};

export function IconButton({ label, icon, variant = "ghost", size = "md", className, ...rest }: IconButtonProps) {
  return (
    <Button
      aria-label={label}
      title={label}
      variant={variant}
      size={size}
      className={cn(
        size === "sm" ? "w-7 px-0" : size === "lg" ? "w-11 px-0" : "w-8 px-0",
        "touch:w-11 touch:px-0",
        className,
      )}
      {...rest}
    >
      {icon}
    </Button>
  );
}
