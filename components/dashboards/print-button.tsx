"use client";

import { Printer } from "lucide-react";
import { Button } from "@/components/ui/button";

export function PrintButton({ label }: { label: string }) {
  return (
    <Button
      variant="primary"
      icon={<Printer aria-hidden />}
      onClick={() => window.print()}
      className="max-md:[&>svg]:m-0"
      aria-label={label}
    >
      <span className="max-md:hidden">{label}</span>
    </Button>
  );
}
