"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Asks for the page again every two seconds, as long as it is shown: its members are being found in the background. */
export function RefreshWhile() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), 2000);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
